-- Goes again now; where its answer was due, that is a miss. What was set aside meanwhile stays so.
UPDATE directive AS d
   SET next_attempt_at = %(now)s, misses = misses + a.missed
  FROM unnest(%(directives)s::uuid[], %(missed)s::integer[]) AS a(directive_id, missed)
 WHERE d.directive_id = a.directive_id AND d.aside_at IS NULL
