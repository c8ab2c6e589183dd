-- Of each partner whose channel does not wait as a whole, what has failed for longest of all that failed
-- ten times in a row, lifts before all and results of orders last, and how many there are.
SELECT DISTINCT ON (d.partner) d.partner, d.id, d.what, d.failures, d.last_error,
       count(*) OVER (PARTITION BY d.partner)
  FROM (SELECT partner, directive_id AS id, 'directive' AS what, failures, last_error, failing_since,
               CASE WHEN sent_as = 'LIFT' THEN 0 ELSE 1 END AS turn
          FROM directive
         WHERE next_attempt_at IS NOT NULL AND failures >= %(many)s
        UNION ALL
        SELECT partner, result_id, 'result of an order', failures, last_error, failing_since, 2
          FROM order_result
         WHERE sent_at IS NULL AND aside_at IS NULL AND returned_at IS NULL
           AND next_attempt_at IS NOT NULL AND failures >= %(many)s) AS d
  LEFT JOIN channel c ON c.partner = d.partner
 WHERE coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL
 ORDER BY d.partner, d.turn, d.failing_since, d.id
