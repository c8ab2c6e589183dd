SELECT partner, action, width_bucket(seconds, %(ages_s)s::numeric[]) AS age, count(*), max(seconds)
  FROM (SELECT partner, CASE WHEN sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END AS action,
               extract(epoch FROM now() - sent_at) AS seconds
          FROM directive
         WHERE answer_by IS NOT NULL AND sent_at IS NOT NULL) AS awaited
 GROUP BY partner, action, age
