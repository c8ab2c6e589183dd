UPDATE act SET done_at = now() WHERE id = %(id)s
