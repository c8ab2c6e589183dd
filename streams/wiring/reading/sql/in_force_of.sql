-- What is in force for one subject among some measures: of each the newest decision that is signed
-- for and that no lift has followed. One that waits for a signature changes nothing yet.
SELECT DISTINCT ON (d.measure, d.partner, d.measure_id)
       d.directive_id, d.measure, d.partner, d.instance, d.terms::text, d.valid_until
  FROM directive d
 WHERE d.subject = %(subject)s AND d.measure = ANY(%(measures)s) AND d.action <> 'LIFT' AND NOT d.held
   AND NOT EXISTS (SELECT FROM directive later
                    WHERE later.measure_id = d.measure_id AND later.n > d.n
                      AND later.action = 'LIFT')
 ORDER BY d.measure, d.partner, d.measure_id, d.n DESC
