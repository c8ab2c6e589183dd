INSERT INTO command (id, asked_by, because, name, arguments)
VALUES (%(id)s, %(asked_by)s, %(because)s, %(name)s, %(arguments)s::jsonb)
RETURNING id, asked_at
