-- What goes again, in the fields of `Outgoing`.
SELECT d.directive_id AS id, d.subject, d.sequence, d.sent_as = 'LIFT' AS lifts, d.attempts, d.failures,
       coalesce(d.failing_since < c.last_success_at, false) AS alone, d.misses,
       d.sent_at IS NOT NULL AS once_taken, d.body_key, d.body AS sealed
  FROM directive d
  LEFT JOIN channel c ON c.partner = d.partner
 WHERE d.directive_id = ANY(%(directives)s::uuid[]) AND d.body IS NOT NULL
   AND d.aside_at IS NULL
