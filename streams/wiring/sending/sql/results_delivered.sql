-- The highest sequence of an order's result that each stream of a partner surely delivered.
SELECT subject, max(sequence)
  FROM order_result
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[]) AND sequence IS NOT NULL
   AND sent_at IS NOT NULL
 GROUP BY subject
