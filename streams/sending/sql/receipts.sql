-- Receipts, which departments are told.

-- name: unsent_pages
SELECT p.entry, p.topic_no, p.partition, t.name, t.source, j.id, p.judged_at, p.offsets, p.outcomes,
       p.codes, p.fields, p.hints, p.record_nos, p.versions, p.event_ids, p.causes
  FROM page p
  JOIN topic t ON t.no = p.topic_no
  JOIN journal j ON j.number = p.entry
 WHERE p.sent_at IS NULL
 ORDER BY p.entry
 LIMIT %(limit)s

-- name: pages_sent
UPDATE page AS p SET sent_at = %(now)s
  FROM unnest(%(entries)s::bigint[], %(topics)s::smallint[], %(partitions)s::integer[])
       AS s(entry, topic_no, partition)
 WHERE p.entry = s.entry AND p.topic_no = s.topic_no AND p.partition = s.partition

-- name: unsent_changes
-- Changed outcomes, each with what held before.
SELECT c.entry, c.ordinal, t.name, t.source, j.id, c.judged_at, c.partition, c."offset", c.outcome,
       c.code, c.field, c.hint, c.record_no, c.version, c.event_id, c.cause,
       coalesce(
         (SELECT e.outcome
            FROM outcome_change e
           WHERE e.topic_no = c.topic_no AND e.partition = c.partition AND e."offset" = c."offset"
             AND (e.entry, e.ordinal) < (c.entry, c.ordinal)
           ORDER BY e.entry DESC, e.ordinal DESC
           LIMIT 1),
         (SELECT p.outcomes[array_position(p.offsets, c."offset")]
            FROM page p
           WHERE p.topic_no = c.topic_no AND p.partition = c.partition
             AND p.offsets[1] <= c."offset"
           ORDER BY p.offsets[1] DESC
           LIMIT 1))
  FROM outcome_change c
  JOIN topic t ON t.no = c.topic_no
  JOIN journal j ON j.number = c.entry
 WHERE c.sent_at IS NULL
 ORDER BY c.entry, c.ordinal
 LIMIT %(limit)s

-- name: changes_sent
UPDATE outcome_change AS c SET sent_at = %(now)s
  FROM unnest(%(entries)s::bigint[], %(ordinals)s::integer[]) AS s(entry, ordinal)
 WHERE c.entry = s.entry AND c.ordinal = s.ordinal
