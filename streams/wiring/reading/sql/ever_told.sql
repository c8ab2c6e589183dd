-- Of some measures those that their partner was ever told of.
SELECT DISTINCT measure_id FROM directive
 WHERE measure_id = ANY(%(measures)s::uuid[]) AND sequence IS NOT NULL
