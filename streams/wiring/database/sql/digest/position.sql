SELECT t.name, p.partition, p.next_offset
  FROM position p JOIN topic t ON t.no = p.topic_no
 ORDER BY t.name COLLATE "C", p.partition
