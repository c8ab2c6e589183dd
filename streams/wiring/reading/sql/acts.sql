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
