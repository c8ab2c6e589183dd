-- Everybody the hub knows, for judging them without writing.

-- name: number_of_subjects
SELECT count(*) FROM subject;

-- name: subjects_after
-- The next subjects in the order of their keys.
SELECT subject FROM subject WHERE subject > %(after)s ORDER BY subject LIMIT %(limit)s;
