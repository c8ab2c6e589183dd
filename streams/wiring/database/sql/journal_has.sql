SELECT 1 FROM journal WHERE id = %(id)s
