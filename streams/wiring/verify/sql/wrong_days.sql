-- Entries of another day than the one before them, unless a tick advanced it.
SELECT number, kind, day, before
  FROM (SELECT number, kind, day, lag(day) OVER (ORDER BY number) AS before FROM journal) j
 WHERE CASE kind WHEN 'TICK' THEN day <= before ELSE day <> before END
 ORDER BY number
