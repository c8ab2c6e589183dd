-- Which of these were ever decided; what was decided before a restore counts, though it is lost.
SELECT directive_id FROM directive WHERE directive_id = ANY(%(directives)s::uuid[])
 UNION
SELECT directive_id FROM lost_directive WHERE directive_id = ANY(%(directives)s::uuid[])
