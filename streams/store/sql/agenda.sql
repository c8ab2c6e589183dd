-- What is to be looked at again, and on which day.

-- name: agenda
INSERT INTO agenda (what, key, due_on)
SELECT * FROM unnest(%(what)s::text[], %(keys)s::uuid[], %(days)s::date[])
ON CONFLICT (what, key) DO UPDATE SET due_on = excluded.due_on
 WHERE agenda.due_on IS DISTINCT FROM excluded.due_on

-- name: agenda_over
UPDATE agenda AS a SET due_on = NULL
  FROM unnest(%(what)s::text[], %(keys)s::uuid[]) AS o(what, key)
 WHERE a.what = o.what AND a.key = o.key AND coalesce(a.due_on, 'infinity') < 'infinity'

-- name: judge_everyone
INSERT INTO agenda (what, key, due_on)
SELECT 'SUBJECT', subject, %(day)s FROM subject
ON CONFLICT (what, key) DO UPDATE SET due_on = excluded.due_on
 WHERE agenda.due_on IS DISTINCT FROM excluded.due_on

-- name: due
-- Up to a limit of each kind.
SELECT k.what, a.key
  FROM unnest(%(kinds)s::text[]) AS k(what)
 CROSS JOIN LATERAL (
       SELECT key FROM agenda
        WHERE what = k.what AND due_on <= %(day)s
        ORDER BY due_on, key LIMIT %(limit)s) AS a

-- name: next_changes_among
-- The condition is written so that the partial index, which holds all that is due, is not walked.
SELECT key, due_on FROM agenda
 WHERE what = 'RECORD' AND key = ANY(%(records)s::uuid[]) AND coalesce(due_on, 'infinity') < 'infinity'

-- name: load_unfinished
-- A load calls everybody; until nobody's day is left, those not judged yet stand under the old one.
SELECT EXISTS (SELECT FROM agenda a, line l WHERE a.what = 'SUBJECT' AND a.due_on <= l.day)
   AND coalesce((SELECT j.detail -> 'doing' ->> 'name' = 'LoadCatalogue'
                   FROM journal j WHERE j.kind IN ('TICK', 'ACT')
                  ORDER BY j.number DESC LIMIT 1), false)
