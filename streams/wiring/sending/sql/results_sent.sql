-- A transport took them. Nobody answers them: they are done.
UPDATE order_result
   SET sent_at = coalesce(sent_at, %(now)s), attempts = attempts + 1, failures = 0,
       failing_since = NULL, last_error = '', next_attempt_at = NULL
 WHERE result_id = ANY(%(ids)s::uuid[])
