-- What was claimed, in the fields of `Outgoing`.
SELECT r.result_id AS id, r.subject, r.sequence, false AS lifts, r.attempts, r.failures,
       coalesce(r.failing_since < c.last_success_at, false) AS alone, 0 AS misses,
       false AS once_taken, r.body_key, r.body AS sealed
  FROM order_result r
  LEFT JOIN channel c ON c.partner = r.partner
 WHERE r.result_id = ANY(%(results)s::uuid[]) AND r.partner = %(partner)s
   AND r.channel = %(channel)s AND r.body IS NOT NULL AND r.aside_at IS NULL
 ORDER BY r.subject, r.sequence
