-- Tasks for officers.

-- name: open_tasks
-- The same matter has the same id: once is enough, also when somebody has closed it.
INSERT INTO task (id, kind, source, record_no, detail, subject, directive, opened_entry, opened_at)
SELECT t.*, %(entry)s, %(at)s
  FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(sources)s::text[], %(record_nos)s::text[],
              %(details)s::text[], %(subjects)s::uuid[], %(directives)s::uuid[]) AS t
ON CONFLICT DO NOTHING

-- name: close_tasks
UPDATE task SET closed_entry = %(entry)s
 WHERE id = ANY(%(ids)s::uuid[]) AND coalesce(closed_entry, 0) = 0
