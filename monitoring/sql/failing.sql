-- What failed ten times in a row (`streams/send/retry.py`), where the channel does not wait as a whole.
SELECT d.partner, CASE WHEN d.sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END, count(*)
  FROM directive d LEFT JOIN channel c ON c.partner = d.partner
 WHERE d.next_attempt_at IS NOT NULL AND d.failures >= 10
   AND coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL
 GROUP BY 1, 2
