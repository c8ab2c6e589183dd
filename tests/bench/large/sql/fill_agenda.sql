INSERT INTO agenda (what, key, due_on)
SELECT 'SUBJECT', md5(subject::text || copy)::uuid, due_on
  FROM (SELECT DISTINCT ON (subject) * FROM seed) AS subjects,
       generate_series(%(first)s::bigint, %(last)s::bigint) AS copy
 WHERE due_on IS NOT NULL
