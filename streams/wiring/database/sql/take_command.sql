UPDATE command SET entry = %(entry)s, result = to_jsonb(%(result)s::text) WHERE id = %(id)s
