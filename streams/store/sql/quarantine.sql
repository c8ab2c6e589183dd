-- Messages in quarantine, and those around one that failed.

-- name: in_quarantine
SELECT appended_at, code, hint, key_version, payload
  FROM quarantine
 WHERE topic_no = %(topic)s AND partition = %(partition)s AND "offset" = %(offset)s
   AND state = 'OPEN'

-- name: leave_quarantine
UPDATE quarantine SET state = %(state)s
 WHERE topic_no = %(topic)s AND partition = %(partition)s AND "offset" = %(offset)s

-- name: faults
-- Messages of a partition that failed at the hub itself and lie in quarantine still.
SELECT q."offset" FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE t.name = %(topic)s AND q.partition = %(partition)s
   AND q."offset" >= %(since)s AND q."offset" < %(before)s
   AND q.code = 'E1508' AND q.state = 'OPEN'
 ORDER BY q."offset"

-- name: let_go
-- Up to which offset an officer let messages of a partition go into quarantine, however many fail.
SELECT max((arguments ->> 'offset')::bigint)
  FROM command
 WHERE name = 'quarantine.through' AND entry IS NOT NULL
   AND arguments ->> 'topic' = %(topic)s AND (arguments ->> 'partition')::int = %(partition)s

-- name: messages_before
-- The last messages of a partition before an offset that had an outcome, by their offsets. Every
-- message has its first outcome in a page; a page holds at least one.
SELECT o FROM (
    SELECT p.offsets FROM page p
     WHERE p.topic_no = (SELECT no FROM topic WHERE name = %(topic)s)
       AND p.partition = %(partition)s AND p.offsets[1] < %(before)s
     ORDER BY p.offsets[1] DESC LIMIT %(limit)s
) last, unnest(last.offsets) AS o
 WHERE o < %(before)s
 ORDER BY o DESC LIMIT %(limit)s
