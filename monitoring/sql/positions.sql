SELECT t.name, sum(p.next_offset)
  FROM position p JOIN topic t ON t.no = p.topic_no
 GROUP BY t.name
