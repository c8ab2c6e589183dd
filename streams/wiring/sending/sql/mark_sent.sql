-- A transport took it: that says nothing about its effect, and no answer is touched (R14).
UPDATE directive
   SET sent_at = coalesce(sent_at, %(now)s), attempts = attempts + 1, next_attempt_at = NULL,
       last_error = '',
       answer_by = CASE WHEN returned_at IS NULL AND (answer IS NULL OR answer = 'ACCEPTED')
                        THEN %(now)s + make_interval(secs => answer_within_s) END
 WHERE directive_id = ANY(%(directives)s::uuid[])
