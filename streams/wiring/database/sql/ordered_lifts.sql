-- Lifts a court's order still stands behind, decided since the measure was last in force.
SELECT l.measure_id, l.ordered_by, l.directive_id
  FROM directive l
 WHERE l.subject = ANY(%(subjects)s::uuid[])
   AND l.unconditional
   AND l.ordered_by IS NOT NULL
   AND l.n > coalesce((SELECT max(burden.n) FROM directive burden
                        WHERE burden.measure_id = l.measure_id AND burden.action <> 'LIFT'), -1)
 ORDER BY l.measure_id, l.n
