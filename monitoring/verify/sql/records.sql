-- Records, and whom they are about.

-- name: subjects
-- Everybody whom any row names.
SELECT subject FROM subject
 UNION
SELECT subject FROM identity
 UNION
SELECT subject FROM directive
 UNION
SELECT subject FROM version WHERE subject IS NOT NULL
 UNION
SELECT subject FROM related
 ORDER BY subject

-- name: sample
-- Some subjects: half of them among those whom a measure was ever decided for.
SELECT subject FROM (
    (SELECT DISTINCT subject, md5(subject::text || %(seed)s) AS lot FROM directive
      ORDER BY lot LIMIT (%(number)s + 1) / 2)
     UNION
    (SELECT subject, md5(subject::text || %(seed)s) AS lot FROM subject
      ORDER BY lot LIMIT %(number)s)) drawn
 LIMIT %(number)s

-- name: about_nobody
-- Records of which no row names anybody.
SELECT DISTINCT v.record
  FROM version v
 WHERE v.subject IS NULL
   AND NOT EXISTS (SELECT FROM version o WHERE o.record = v.record AND o.subject IS NOT NULL)
   AND NOT EXISTS (
       SELECT FROM version o, unnest(o.related) AS person
        WHERE o.record = v.record AND person IS NOT NULL)
 ORDER BY v.record

-- name: versions_around
-- The stored versions of these records, of those that name one of these subjects, and of every
-- record that hangs together with one of them.
WITH RECURSIVE reached (record) AS (
    SELECT record
      FROM (SELECT record FROM version WHERE subject = ANY(%(subjects)s::uuid[])
             UNION
            SELECT record FROM related WHERE subject = ANY(%(subjects)s::uuid[])
             UNION
            SELECT unnest(%(records)s::uuid[])) named
     UNION
    SELECT near.record
      FROM reached r
      JOIN version v ON v.record = r.record
     CROSS JOIN LATERAL (
           SELECT f.record FROM version f WHERE f.fact_key = v.fact_key
            UNION ALL
           SELECT a.record FROM version a WHERE a.target = v.record
            UNION ALL
           SELECT v.target WHERE v.target IS NOT NULL
            UNION ALL
           SELECT o.record FROM version o WHERE o.own_number = v.about_number
            UNION ALL
           SELECT o.record FROM version o WHERE o.about_number = v.own_number
            UNION ALL
           SELECT m.merged FROM merged m WHERE m.kept = v.record
            UNION ALL
           SELECT m.kept FROM merged m WHERE m.merged = v.record) near
)
SELECT v.record, v.number, v.action, v.subject, v.related, v.topic_no, t.name, t.source,
       v.partition, v."offset", v.entry, v.key_version, v.payload, v.fact_key, v.target,
       v.content_hash, v.keyed, v.own_number, v.about_number,
       NOT EXISTS (SELECT FROM unnumbered u WHERE u.record = v.record AND u.number = v.number)
  FROM (SELECT DISTINCT record FROM reached) r
  JOIN version v ON v.record = r.record
  JOIN topic t ON t.no = v.topic_no
 ORDER BY v.record, v.number

-- name: identities
SELECT identity, subject FROM identity WHERE identity = ANY(%(identities)s::uuid[])

-- name: merged
SELECT merged, kept, entry FROM merged WHERE merged = ANY(%(records)s::uuid[])

-- name: related_missing
-- Of these persons and records side by side, those that stand in no row as hanging together.
SELECT named.subject, named.record
  FROM unnest(%(subjects)s::uuid[], %(records)s::uuid[]) AS named(subject, record)
 WHERE NOT EXISTS (
       SELECT FROM related r WHERE r.subject = named.subject AND r.record = named.record)
