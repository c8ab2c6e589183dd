UPDATE waiting SET settled_entry = %(entry)s
 WHERE record = ANY(%(records)s::uuid[]) AND settled_entry IS NULL
