-- Records, their versions, and whom they are about.

-- name: connected_versions
-- All versions of these records, of those with any of the fact keys, of those about any target, of
-- orders with any of the numbers and of what is about one of these.
-- The keys are gathered first, so that every row is found by its index, however many there are.
SELECT record, number, topic_no, partition, "offset", appended_at, subject, related, fact_key,
       target, own_number, about_number, content_hash, key_version, payload
  FROM version
 WHERE record = ANY(ARRAY(
       SELECT unnest(%(records)s::uuid[])
       UNION
       SELECT record FROM version WHERE fact_key = ANY(%(facts)s::uuid[])
       UNION
       SELECT record FROM version WHERE target = ANY(%(targets)s::uuid[])
       UNION
       SELECT record FROM version WHERE own_number = ANY(%(numbers)s::uuid[])
       UNION
       SELECT record FROM version WHERE about_number = ANY(%(numbers)s::uuid[])))

-- name: naming_records
SELECT record FROM version WHERE subject = ANY(%(subjects)s::uuid[])
UNION
SELECT record FROM related WHERE subject = ANY(%(subjects)s::uuid[])

-- name: grounding_records
SELECT record FROM version WHERE subject = ANY(%(subjects)s::uuid[]) AND grounding
UNION
SELECT record FROM related WHERE subject = ANY(%(subjects)s::uuid[]) AND grounding

-- name: identities
SELECT identity, subject FROM identity WHERE identity = ANY(%(identities)s)

-- name: add_related
INSERT INTO related (subject, record, grounding)
SELECT * FROM unnest(%(subjects)s::uuid[], %(records)s::uuid[], %(grounding)s::boolean[])
ON CONFLICT DO NOTHING

-- name: merge_records
INSERT INTO merged (merged, kept, entry)
SELECT m.*, %(entry)s FROM unnest(%(merged)s::uuid[], %(kept)s::uuid[]) AS m
ON CONFLICT (merged) DO UPDATE SET kept = excluded.kept, entry = excluded.entry

-- name: merged_among
SELECT merged, kept FROM merged WHERE merged = ANY(%(records)s::uuid[])

-- name: number_versions
WITH given AS MATERIALIZED (
    SELECT *
      FROM unnest(%(records)s::uuid[], %(numbers)s::integer[], %(own)s::uuid[], %(about)s::uuid[])
           AS n(record, number, own_number, about_number)),
numbered AS (
    UPDATE version v SET own_number = g.own_number, about_number = g.about_number
      FROM given g
     WHERE v.record = g.record AND v.number = g.number
       AND (g.own_number IS NOT NULL OR g.about_number IS NOT NULL))
DELETE FROM unnumbered u USING given g WHERE u.record = g.record AND u.number = g.number

-- name: unnumbered
-- Versions of before numbers of orders were compared as folded.
SELECT v.record, v.number, v.topic_no, v.partition, v."offset", v.appended_at, v.subject, v.related, v.fact_key,
       v.target, v.own_number, v.about_number, v.content_hash, v.key_version, v.payload
  FROM unnumbered u
  JOIN version v USING (record, number)
 ORDER BY u.record, u.number
 LIMIT %(limit)s

-- name: unkeyed
-- Versions of before content hashes were kept under the hub's key.
SELECT record, number, content_hash FROM version WHERE NOT keyed ORDER BY record, number LIMIT %(limit)s

-- name: key_versions
UPDATE version v SET content_hash = g.content_hash, keyed = true
  FROM unnest(%(records)s::uuid[], %(numbers)s::integer[], %(digests)s::bytea[])
       AS g(record, number, content_hash)
 WHERE v.record = g.record AND v.number = g.number AND NOT v.keyed
