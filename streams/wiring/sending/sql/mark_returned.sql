UPDATE directive
   SET attempts = attempts + 1, last_error = %(error)s, returned_at = coalesce(returned_at, %(now)s),
       next_attempt_at = NULL, answer_by = NULL, aside_at = NULL
 WHERE directive_id = %(id)s
