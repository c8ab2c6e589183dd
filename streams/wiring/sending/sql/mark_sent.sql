-- A transport took it: that says nothing about its effect, and no answer is touched (R14). Rows are
-- taken in the order of their ids, see `lock_directives.sql`.
WITH mine AS MATERIALIZED (
    SELECT directive_id FROM directive
     WHERE directive_id = ANY(%(ids)s::uuid[])
     ORDER BY directive_id
       FOR NO KEY UPDATE)
UPDATE directive AS d
   SET sent_at = coalesce(sent_at, %(now)s), attempts = attempts + 1, next_attempt_at = NULL,
       last_error = '',
       failures = 0, failing_since = NULL, aside_at = NULL,
       answer_by = CASE WHEN returned_at IS NULL AND (answer IS NULL OR answer = 'ACCEPTED')
                        THEN %(now)s + make_interval(secs => answer_within_s) END
  FROM mine
 WHERE d.directive_id = mine.directive_id
