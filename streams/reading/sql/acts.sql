-- What officers and operators did, and questions that are logged.

-- name: acts
-- Every act of an officer or operator, the newest first: those the line took, and those beside it.
SELECT at, name, about, detail, by, because, entry, result
  FROM (SELECT asked_at AS at, name,
               coalesce(arguments->>'directive_id', arguments->>'task_id', arguments->>'through',
                        arguments #>> '{catalogue,version}',
                        (arguments->>'kept') || ' ' || (arguments->>'merged'),
                        concat_ws('/', arguments->>'topic', arguments->>'partition',
                                  arguments->>'offset')) AS about,
               '' AS detail, asked_by AS by, because, entry,
               coalesce(result #>> '{}', 'not taken yet') AS result, id
          FROM command
         UNION ALL
        SELECT begun_at, name, about, detail, acted_by, because, NULL,
               CASE WHEN done_at IS NULL THEN 'begun, not known to be done' ELSE 'DONE' END, id
          FROM act) AS every
 WHERE %(about)s = '' OR about = %(about)s
 ORDER BY at DESC, id
 LIMIT %(limit)s

-- name: holds_in_force
SELECT h.scope, h.name, h.held_at AS since, a.acted_by AS by, a.because
  FROM hold h JOIN act a ON a.id = h.id
 WHERE h.released_at IS NULL
 ORDER BY h.held_at, h.id

-- name: log_query
INSERT INTO query_log (asked_by, purpose, kind, item, subject, answer)
VALUES (%(asked_by)s, %(purpose)s, %(kind)s, %(item)s, %(subject)s, %(answer)s)
