-- Due to be sent and not sent: not claimed yet, or claimed and still to leave for the first time.
-- Who is only asked at the counter is sent nothing.
SELECT partner, action, age, count(*), max(seconds)
  FROM (SELECT d.partner, CASE WHEN d.action = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END AS action,
               extract(epoch FROM now() - j.judged_at) AS seconds
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.sequence IS NULL AND d.superseded_at IS NULL AND NOT d.held
           AND d.partner NOT IN (
               SELECT p.name
                 FROM line l JOIN catalogue c ON c.number = l.catalogue,
                      jsonb_each(c.body::jsonb -> 'partners') AS p(name, row)
                WHERE l.shard = 0 AND p.row ->> 'channel' = 'CHECK')
        UNION ALL
        SELECT d.partner, CASE WHEN d.sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END,
               extract(epoch FROM now() - j.judged_at)
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.next_attempt_at IS NOT NULL AND d.sent_at IS NULL) AS due,
       LATERAL (SELECT CASE WHEN seconds < 3600 THEN 'under_1h' WHEN seconds < 86400 THEN 'under_1d'
                            WHEN seconds < 604800 THEN 'under_7d' ELSE 'over_7d' END AS age) AS aged
 GROUP BY partner, action, age
