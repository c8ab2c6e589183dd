SELECT id FROM journal WHERE id = ANY(%(entries)s::uuid[])
