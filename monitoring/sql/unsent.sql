-- Due to be sent and not sent: not claimed yet, or claimed and still to leave for the first time.
-- Who is only asked at the counter is sent nothing.
SELECT partner, action, width_bucket(seconds, %(ages_s)s::numeric[]) AS age, count(*), max(seconds)
  FROM (SELECT d.partner, CASE WHEN d.action = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END AS action,
               extract(epoch FROM now() - j.judged_at) AS seconds
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.sequence IS NULL AND d.superseded_at IS NULL AND NOT d.held
           AND d.partner <> ALL(%(asked_only)s)
        UNION ALL
        SELECT d.partner, CASE WHEN d.sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END,
               extract(epoch FROM now() - j.judged_at)
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.next_attempt_at IS NOT NULL AND d.sent_at IS NULL) AS due
 GROUP BY partner, action, age
