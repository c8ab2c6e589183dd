SELECT id, asked_by, because, asked_at, name, arguments FROM command WHERE id = %(id)s
