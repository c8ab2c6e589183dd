-- Records that wait for another one.

-- name: waiting
INSERT INTO waiting (record, since)
SELECT * FROM unnest(%(records)s::uuid[], %(since)s::date[])
ON CONFLICT (record) DO UPDATE SET since = excluded.since, settled_entry = NULL

-- name: no_longer_waiting
UPDATE waiting SET settled_entry = %(entry)s
 WHERE record = ANY(%(records)s::uuid[]) AND coalesce(settled_entry, 0) = 0

-- name: waiting_among
-- The condition is written so that the partial index, which holds all that waits, is not walked.
SELECT record, since FROM waiting
 WHERE record = ANY(%(records)s::uuid[]) AND coalesce(settled_entry, 0) = 0
