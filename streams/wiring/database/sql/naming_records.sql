SELECT record FROM version WHERE subject = ANY(%(subjects)s::uuid[])
UNION
SELECT record FROM related WHERE subject = ANY(%(subjects)s::uuid[])
