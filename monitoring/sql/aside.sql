SELECT partner, CASE WHEN sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END, count(*)
  FROM directive WHERE aside_at IS NOT NULL GROUP BY 1, 2
