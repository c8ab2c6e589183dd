SELECT partner, CASE WHEN misses = 1 THEN '1' ELSE '2' END AS misses, count(*) FROM directive
 WHERE answer_by IS NOT NULL AND misses > 0 GROUP BY 1, 2
