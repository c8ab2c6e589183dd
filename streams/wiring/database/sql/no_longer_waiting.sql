UPDATE waiting SET settled_entry = %(entry)s
 WHERE record = ANY(%(records)s::uuid[]) AND coalesce(settled_entry, 0) = 0
