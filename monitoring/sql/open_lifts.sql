-- Decided and not confirmed; a partner that never held it confirms too (R3005).
SELECT partner, age, count(*), max(seconds)
  FROM (SELECT d.partner, extract(epoch FROM now() - j.judged_at) AS seconds
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.action = 'LIFT' AND d.superseded_at IS NULL
           AND (d.answer IS NULL OR d.answer = 'ACCEPTED')) AS open,
       LATERAL (SELECT CASE WHEN seconds < 3600 THEN 'under_1h' WHEN seconds < 86400 THEN 'under_1d'
                            WHEN seconds < 604800 THEN 'under_7d' ELSE 'over_7d' END AS age) AS aged
 GROUP BY partner, age
