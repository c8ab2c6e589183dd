SELECT t.name, q.partition, q."offset", q.entry, q.appended_at, q.code, q.hint, q.state
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 ORDER BY t.name COLLATE "C", q.partition, q."offset"
