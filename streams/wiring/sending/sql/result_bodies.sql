SELECT result_id, subject, body_key, body
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND body IS NOT NULL
 ORDER BY subject, sequence
