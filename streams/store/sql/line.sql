-- Where the line stands, what it wrote of each entry, and its catalogues.

-- name: line
SELECT entry, day, catalogue FROM line WHERE shard = 0

-- name: lock_line
SELECT entry, day, catalogue FROM line WHERE shard = 0 FOR UPDATE

-- name: move_line
-- The line stands at this entry; who listens hears of it with the commit (`announcement.py`).
UPDATE line
   SET entry = %(entry)s, day = %(day)s, catalogue = %(catalogue)s, code_version = %(code_version)s
 WHERE shard = 0
RETURNING pg_notify('hub_entry', %(announced)s)

-- name: add_journal
INSERT INTO journal (number, id, kind, day, judged_at, catalogue, code_version, detail)
VALUES (%(number)s, %(id)s, %(kind)s, %(day)s, %(judged_at)s, %(catalogue)s, %(code_version)s,
        %(detail)s)

-- name: add_catalogue
INSERT INTO catalogue (number, version, body, entry)
VALUES (%(number)s, %(version)s, %(body)s, %(entry)s)

-- name: catalogue_numbered
SELECT body FROM catalogue WHERE number = %(number)s

-- name: generations
SELECT after_entry, number FROM generation ORDER BY number
