-- The condition is written so that the partial index, which holds all that waits, is not walked.
SELECT record, since FROM waiting
 WHERE record = ANY(%(records)s::uuid[]) AND coalesce(settled_entry, 0) = 0
