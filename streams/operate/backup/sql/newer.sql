-- What was decided after a backup and is not in it.

-- name: decided_measures
SELECT DISTINCT measure_id, subject FROM directive WHERE measure_id = ANY(%(measures)s::uuid[])

-- name: claims_known
-- Of some directives: the sequence each was claimed with, or null where an earlier restore lost it.
SELECT directive_id, sequence
  FROM directive WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NOT NULL
UNION ALL
SELECT directive_id, NULL FROM lost_directive WHERE directive_id = ANY(%(directives)s::uuid[])

-- name: entries_known
SELECT id FROM journal WHERE id = ANY(%(entries)s::uuid[])

-- name: keep_lost
INSERT INTO lost_directive (directive_id, measure_id, partner, generation)
SELECT lost.*, %(generation)s
  FROM unnest(%(directives)s::uuid[], %(measures)s::uuid[], %(partners)s::text[]) AS lost
    ON CONFLICT DO NOTHING
