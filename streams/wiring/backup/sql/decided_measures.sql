SELECT DISTINCT measure_id, subject FROM directive WHERE measure_id = ANY(%(measures)s::uuid[])
