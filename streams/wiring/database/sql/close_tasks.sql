UPDATE task SET closed_entry = %(entry)s
 WHERE id = ANY(%(ids)s::uuid[]) AND coalesce(closed_entry, 0) = 0
