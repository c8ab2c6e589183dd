-- Of each partner whose channel does not wait as a whole, what has failed for longest of all that failed
-- ten times in a row, and how many there are.
SELECT DISTINCT ON (d.partner) d.partner, d.directive_id, d.failures, d.last_error,
       count(*) OVER (PARTITION BY d.partner)
  FROM directive d LEFT JOIN channel c ON c.partner = d.partner
 WHERE d.next_attempt_at IS NOT NULL AND d.failures >= %(many)s
   AND coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL
 ORDER BY d.partner, d.sent_as <> 'LIFT', d.failing_since, d.directive_id
