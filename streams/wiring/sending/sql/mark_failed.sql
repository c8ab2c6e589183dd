UPDATE directive
   SET attempts = attempts + 1, last_error = %(error)s, next_attempt_at = %(next_attempt_at)s
 WHERE directive_id = %(directive)s
