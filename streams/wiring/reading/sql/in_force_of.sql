-- What is in force for one subject among some measures: the last decision of each holds it up.
SELECT d.directive_id, d.measure, d.partner, d.terms::text, d.valid_until
  FROM directive d
 WHERE d.subject = %(subject)s AND d.measure = ANY(%(measures)s) AND d.action <> 'LIFT' AND NOT d.held
   AND NOT EXISTS (SELECT FROM directive later
                    WHERE later.measure_id = d.measure_id AND later.n > d.n)
 ORDER BY d.measure, d.partner, d.directive_id
