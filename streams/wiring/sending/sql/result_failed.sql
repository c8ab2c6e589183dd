-- What was set aside while it was tried stays so.
UPDATE order_result
   SET attempts = attempts + 1, failures = failures + 1,
       failing_since = coalesce(failing_since, %(now)s), last_error = %(error)s,
       next_attempt_at = CASE WHEN aside_at IS NULL THEN %(next_attempt_at)s::timestamptz END
 WHERE result_id = %(id)s
