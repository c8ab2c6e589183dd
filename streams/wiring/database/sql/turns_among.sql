-- The condition is written so that the partial index, which holds all that is due, is not walked.
SELECT key, due_on FROM agenda
 WHERE what = 'RECORD' AND key = ANY(%(records)s::uuid[]) AND coalesce(due_on, 'infinity') < 'infinity'
