SELECT partner, action, age, count(*), max(seconds)
  FROM (SELECT partner, CASE WHEN sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END AS action,
               extract(epoch FROM now() - sent_at) AS seconds
          FROM directive
         WHERE answer_by IS NOT NULL AND sent_at IS NOT NULL) AS awaited,
       LATERAL (SELECT CASE WHEN seconds < 3600 THEN 'under_1h' WHEN seconds < 86400 THEN 'under_1d'
                            WHEN seconds < 604800 THEN 'under_7d' ELSE 'over_7d' END AS age) AS aged
 GROUP BY partner, action, age
