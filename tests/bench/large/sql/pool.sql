-- The pool that is copied, its copies, and what was sent of it.

-- name: seed
CREATE TABLE seed AS
SELECT v.*, i.identity, i.key_version AS identity_key_version, a.due_on, s.claim
  FROM version v
  JOIN subject s USING (subject)
  JOIN identity i USING (subject)
  LEFT JOIN agenda a ON a.what = 'SUBJECT' AND a.key = s.subject
 WHERE v.number = 1 AND v.fact_key IS NOT NULL

-- name: fill_version
INSERT INTO version (record, subject, fact_key, "offset", entry, appended_at, number, partition, topic_no,
                     key_version, action, grounding, content_hash, payload)
SELECT md5(record::text || copy)::uuid, md5(subject::text || copy)::uuid, md5(fact_key::text || copy)::uuid,
       "offset", entry, appended_at, number, partition, topic_no, key_version, action, grounding,
       content_hash, payload
  FROM seed, generate_series(%(first)s::bigint, %(last)s::bigint) AS copy

-- name: fill_subject
INSERT INTO subject (subject, entry, key_version, claim)
SELECT md5(subject::text || copy)::uuid, entry, key_version, claim
  FROM (SELECT DISTINCT ON (subject) * FROM seed) AS subjects,
       generate_series(%(first)s::bigint, %(last)s::bigint) AS copy

-- name: fill_identity
INSERT INTO identity (identity, subject, key_version)
SELECT md5(identity::text || copy)::uuid, md5(subject::text || copy)::uuid, identity_key_version
  FROM (SELECT DISTINCT ON (identity) * FROM seed) AS identities,
       generate_series(%(first)s::bigint, %(last)s::bigint) AS copy

-- name: fill_agenda
INSERT INTO agenda (what, key, due_on)
SELECT 'SUBJECT', md5(subject::text || copy)::uuid, due_on
  FROM (SELECT DISTINCT ON (subject) * FROM seed) AS subjects,
       generate_series(%(first)s::bigint, %(last)s::bigint) AS copy
 WHERE due_on IS NOT NULL

-- name: sent_after
-- What was sent of the decisions since an entry, by kind, in seconds after a moment.
SELECT CASE WHEN action = 'LIFT' THEN 'lifts' ELSE 'burdens' END,
       count(*),
       extract(epoch FROM min(sent_at) - %(begun)s::timestamptz),
       extract(epoch FROM max(sent_at) - %(begun)s::timestamptz)
  FROM directive
 WHERE partner = 'procurement' AND entry > %(entry)s AND sent_at IS NOT NULL
 GROUP BY 1
