INSERT INTO identity (identity, subject, key_version)
SELECT md5(identity::text || copy)::uuid, md5(subject::text || copy)::uuid, identity_key_version
  FROM (SELECT DISTINCT ON (identity) * FROM seed) AS identities,
       generate_series(%(first)s::bigint, %(last)s::bigint) AS copy
