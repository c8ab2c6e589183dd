-- Commands to the line, and acts of officers and operators beside it.

-- name: ask
INSERT INTO command (id, asked_by, because, name, arguments)
VALUES (%(id)s, %(asked_by)s, %(because)s, %(name)s, %(arguments)s::jsonb)
RETURNING id, asked_at

-- name: next_command
SELECT id, asked_by, because, asked_at, name, arguments
  FROM command WHERE entry IS NULL ORDER BY asked_at, id LIMIT 1

-- name: take_command
UPDATE command SET entry = %(entry)s, result = to_jsonb(%(result)s::text) WHERE id = %(id)s

-- name: refuse_command
-- A row that no act can be read from is none: it gets an answer, but no entry of the journal.
UPDATE command SET entry = 0, result = to_jsonb(%(result)s::text)
 WHERE id = %(id)s AND entry IS NULL

-- name: command_by_id
SELECT id, asked_by, because, asked_at, name, arguments FROM command WHERE id = %(id)s

-- name: advanced_through
SELECT max(arguments ->> 'through')
  FROM command WHERE name = 'day.advance' AND entry IS NOT NULL

-- name: add_act
INSERT INTO act (id, name, about, detail, acted_by, because, done_at)
VALUES (%(id)s, %(name)s, %(about)s, %(detail)s, %(by)s, %(because)s,
        CASE WHEN %(done)s THEN now() END)

-- name: act_done
UPDATE act SET done_at = now() WHERE id = %(id)s
