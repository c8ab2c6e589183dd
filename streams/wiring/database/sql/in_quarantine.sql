SELECT appended_at, code, hint, key_version, payload
  FROM quarantine
 WHERE topic_no = %(topic)s AND partition = %(partition)s AND "offset" = %(offset)s
   AND state = 'OPEN'
