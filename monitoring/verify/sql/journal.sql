-- The journal, its days and catalogues, and how far each partition was decided.

-- name: journal
SELECT count(*), coalesce(min(j.number), 0), coalesce(max(j.number), 0),
       (SELECT entry FROM line WHERE shard = 0),
       (SELECT day FROM line WHERE shard = 0),
       (SELECT day FROM journal ORDER BY number DESC LIMIT 1)
  FROM journal j

-- name: journal_gaps
-- Numbers of the journal after which the next one is missing.
SELECT number, following
  FROM (SELECT number, lead(number) OVER (ORDER BY number) AS following FROM journal) j
 WHERE following <> number + 1
 ORDER BY number

-- name: wrong_days
-- Entries of another day than the one before them, unless a tick advanced it.
SELECT number, kind, day, before
  FROM (SELECT number, kind, day, lag(day) OVER (ORDER BY number) AS before FROM journal) j
 WHERE CASE kind WHEN 'TICK' THEN day <= before ELSE day <> before END
 ORDER BY number

-- name: entries
SELECT number, day, judged_at FROM journal ORDER BY number

-- name: entries_among
-- Which of these entries the journal has.
SELECT id FROM journal WHERE id = ANY(%(entries)s::uuid[])

-- name: catalogues
SELECT number, body, entry FROM catalogue ORDER BY number

-- name: broken_ranges
-- Entries whose range of a partition does not begin where the one before it ended.
SELECT number, topic, partition, begins, ended
  FROM (SELECT j.number, r ->> 0 AS topic, (r ->> 1)::integer AS partition,
               (r ->> 2)::bigint AS begins,
               lag((r ->> 3)::bigint, 1, 0::bigint)
                 OVER (PARTITION BY r ->> 0, r ->> 1 ORDER BY j.number) AS ended
          FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS r) ranges
 WHERE begins <> ended
 ORDER BY number, topic, partition

-- name: positions
-- How far each partition of each input topic was decided.
SELECT t.no, t.name, t.source, t.topic_id, p.partition, p.next_offset
  FROM topic t JOIN position p ON p.topic_no = t.no
 ORDER BY t.name, p.partition

-- name: positions_against_journal
-- Positions that are not the sum of what the journal's entries moved them by.
WITH moved AS (
    SELECT r ->> 0 AS topic, (r ->> 1)::integer AS partition,
           sum((r ->> 3)::bigint - (r ->> 2)::bigint)::bigint AS by_journal
      FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS r
     GROUP BY 1, 2
), stands AS (
    SELECT t.name AS topic, p.partition, p.next_offset
      FROM position p JOIN topic t ON t.no = p.topic_no
)
SELECT topic, partition, coalesce(next_offset, 0), coalesce(by_journal, 0)
  FROM stands FULL JOIN moved USING (topic, partition)
 WHERE coalesce(next_offset, 0) <> coalesce(by_journal, 0)
 ORDER BY topic, partition

-- name: input_topics
-- Every topic that was ever registered as an input, also one in which the hub has no position.
SELECT name FROM topic ORDER BY name
