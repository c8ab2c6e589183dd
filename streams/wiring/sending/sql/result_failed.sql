UPDATE order_result
   SET attempts = attempts + 1, failures = failures + 1,
       failing_since = coalesce(failing_since, %(now)s), last_error = %(error)s,
       next_attempt_at = %(next_attempt_at)s
 WHERE result_id = %(id)s
