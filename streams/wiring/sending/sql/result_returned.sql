UPDATE order_result
   SET attempts = attempts + 1, last_error = %(error)s, returned_at = %(now)s,
       next_attempt_at = NULL
 WHERE result_id = %(id)s
