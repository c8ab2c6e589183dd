SELECT result_id, subject, fields::text
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND subject = ANY(%(subjects)s::uuid[])
   AND sequence IS NULL
 ORDER BY entry, ordinal
