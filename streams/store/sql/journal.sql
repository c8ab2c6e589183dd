-- The journal, as a replay reads it.

-- name: journal_after
SELECT number, id, kind, day, judged_at, detail
  FROM journal WHERE number > %(after)s ORDER BY number LIMIT %(limit)s

-- name: journal_code
SELECT DISTINCT code_version FROM journal WHERE number <= %(through)s

-- name: journal_spans
SELECT p.read ->> 0, (p.read ->> 1)::integer,
       min((p.read ->> 2)::bigint), max((p.read ->> 3)::bigint)
  FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS p(read)
 WHERE j.number <= %(through)s
 GROUP BY 1, 2

-- name: quarantined_as
SELECT q.code, q.hint, t.source
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE t.name = %(topic)s AND q.partition = %(partition)s AND q."offset" = %(offset)s
