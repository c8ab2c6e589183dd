-- How far each partition of each input topic was decided.
SELECT t.no, t.name, t.source, t.topic_id, p.partition, p.next_offset
  FROM topic t JOIN position p ON p.topic_no = t.no
 ORDER BY t.name, p.partition
