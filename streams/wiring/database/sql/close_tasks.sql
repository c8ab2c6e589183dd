UPDATE task SET closed_entry = %(entry)s
 WHERE id = ANY(%(ids)s::uuid[]) AND closed_entry IS NULL
