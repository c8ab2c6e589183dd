-- Some subjects: half of them among those whom a measure was ever decided for.
SELECT subject FROM (
    (SELECT DISTINCT subject, md5(subject::text || %(seed)s) AS lot FROM directive
      ORDER BY lot LIMIT (%(number)s + 1) / 2)
     UNION
    (SELECT subject, md5(subject::text || %(seed)s) AS lot FROM subject
      ORDER BY lot LIMIT %(number)s)) drawn
 LIMIT %(number)s
