SELECT result_id, subject, sequence, body_key, body
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND partner = %(partner)s AND body IS NOT NULL
 ORDER BY subject, sequence
