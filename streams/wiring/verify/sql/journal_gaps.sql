-- Numbers of the journal after which the next one is missing.
SELECT number, following
  FROM (SELECT number, lead(number) OVER (ORDER BY number) AS following FROM journal) j
 WHERE following <> number + 1
 ORDER BY number
