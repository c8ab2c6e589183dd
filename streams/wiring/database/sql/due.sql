-- Up to a limit of each kind.
SELECT k.what, a.key
  FROM unnest(%(kinds)s::text[]) AS k(what)
 CROSS JOIN LATERAL (
       SELECT key FROM agenda
        WHERE what = k.what AND due_on <= %(day)s
        ORDER BY due_on, key LIMIT %(limit)s) AS a
