-- The condition is written so that the partial index, which holds all that turns, is not walked.
SELECT record, day FROM turn
 WHERE record = ANY(%(records)s::uuid[]) AND coalesce(day, 'infinity') < 'infinity'
