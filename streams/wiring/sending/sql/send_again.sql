-- Goes again now; where its answer was due, that is a miss.
UPDATE directive AS d
   SET next_attempt_at = %(now)s, misses = misses + a.missed
  FROM unnest(%(directives)s::uuid[], %(missed)s::integer[]) AS a(directive_id, missed)
 WHERE d.directive_id = a.directive_id
