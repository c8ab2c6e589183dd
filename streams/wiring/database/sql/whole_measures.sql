-- All directives of some measures.
SELECT directive_id FROM directive WHERE measure_id = ANY(%(measures)s::uuid[])
