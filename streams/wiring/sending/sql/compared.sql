-- What waits, since it is not milder than what the partner holds. What changes that, a claim or an
-- answer, has the table asked about all of its measure.
UPDATE directive SET milder = false
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NULL
