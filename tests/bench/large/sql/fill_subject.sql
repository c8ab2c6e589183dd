INSERT INTO subject (subject, entry, key_version, claim)
SELECT md5(subject::text || copy)::uuid, entry, key_version, claim
  FROM (SELECT DISTINCT ON (subject) * FROM seed) AS subjects,
       generate_series(%(first)s::bigint, %(last)s::bigint) AS copy
