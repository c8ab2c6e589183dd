SELECT subject, last_sequence
  FROM stream
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[])
 ORDER BY subject
   FOR UPDATE SKIP LOCKED
