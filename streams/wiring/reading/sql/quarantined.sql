SELECT t.name AS topic, q.partition, q."offset", q.appended_at, q.code, q.hint, q.state,
       octet_length(q.payload) AS size_bytes, q.entry
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE (%(state)s = '' OR q.state = %(state)s)
   AND (%(topic)s::text IS NULL
        OR (t.name = %(topic)s AND q.partition = %(partition)s AND q."offset" = %(offset)s))
 ORDER BY q.entry, q.topic_no, q.partition, q."offset"
 LIMIT %(limit)s::bigint
