-- What failed ten times in a row (`streams/send/retry.py`), where the channel does not wait as a whole.
SELECT d.partner, CASE WHEN d.sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END, count(*)
  FROM directive d LEFT JOIN channel c ON c.partner = d.partner
 WHERE d.next_attempt_at IS NOT NULL AND d.failures >= 10
   AND coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL
 GROUP BY 1, 2
UNION ALL
-- Of a court's order, a result: also one that its address refused, for nobody else asks a person.
SELECT r.partner, 'RESULT', count(*)
  FROM order_result r LEFT JOIN channel c ON c.partner = r.partner
 WHERE r.sent_at IS NULL AND r.aside_at IS NULL
   AND (r.returned_at IS NOT NULL
        OR (r.next_attempt_at IS NOT NULL AND r.failures >= 10
            AND coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL))
 GROUP BY 1
