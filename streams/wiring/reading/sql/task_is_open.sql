SELECT FROM task WHERE id = %(id)s AND closed_entry IS NULL
