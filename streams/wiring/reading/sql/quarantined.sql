SELECT t.name, q.partition, q."offset", q.appended_at, q.code, q.hint, q.state,
       octet_length(q.payload), q.entry
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE %(state)s = '' OR q.state = %(state)s
 ORDER BY q.entry, q.topic_no, q.partition, q."offset"
 LIMIT %(limit)s
