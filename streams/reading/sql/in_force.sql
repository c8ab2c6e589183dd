-- What partners were told, and what is in force.

-- name: in_force
-- Of some subjects how far their partner was told of them, and what it should hold: of each measure
-- the highest sequence that was claimed and not refused, if that is not a lift (R13). A lift of what
-- it did not hold is no refusal (R3005), nor is a return of what was taken once (R3008). Both in one
-- statement: they are of one moment. Of one subject what began first stands first, as freezes rank.
SELECT s.subject, s.last_sequence, k.directive_id, k.body_key, k.body,
       greatest(k.answer_no, (SELECT max(a.answer_no) FROM answer a
                               WHERE a.directive_id = k.directive_id AND a.refused = ''), 0)
  FROM stream s
  LEFT JOIN LATERAL (
       SELECT DISTINCT ON (c.measure_id)
              c.measure_id, c.directive_id, c.body_key, c.body, c.sequence, c.sent_as, c.answer_no
         FROM directive c
        WHERE c.subject = s.subject AND c.partner = s.partner AND c.sequence IS NOT NULL
          AND CASE c.answer
                   WHEN 'NOT_EXECUTED' THEN c.sent_as = 'LIFT' AND c.answer_code = 'R3005'
                   WHEN 'RETURNED' THEN c.answer_code = 'R3008'
                                        OR (c.answer_no = 0 AND c.sent_at IS NOT NULL)
                   ELSE c.answer IS NOT NULL OR c.returned_at IS NULL OR c.sent_at IS NOT NULL
              END
        ORDER BY c.measure_id, c.sequence DESC) AS k ON k.sent_as <> 'LIFT'
  LEFT JOIN LATERAL (
       SELECT min(f.sequence) AS sequence
         FROM directive f
        WHERE f.measure_id = k.measure_id
          AND f.sequence > (SELECT coalesce(max(l.sequence), 0) FROM directive l
                             WHERE l.measure_id = k.measure_id AND l.sent_as = 'LIFT'
                               AND l.sequence < k.sequence)) AS began ON true
 WHERE s.partner = %(partner)s AND s.subject = ANY(%(subjects)s::uuid[])
 ORDER BY s.subject, began.sequence

-- name: in_force_of
-- What is in force for one subject among some measures: of each the newest decision that is signed
-- for and that no lift has followed. One that waits for approval changes nothing yet.
SELECT DISTINCT ON (d.measure, d.partner, d.measure_id)
       d.directive_id, d.measure, d.partner, d.instance, d.terms::text, d.valid_until
  FROM directive d
 WHERE d.subject = %(subject)s AND d.measure = ANY(%(measures)s) AND d.action <> 'LIFT' AND NOT d.held
   AND NOT EXISTS (SELECT FROM directive later
                    WHERE later.measure_id = d.measure_id AND later.n > d.n
                      AND later.action = 'LIFT')
 ORDER BY d.measure, d.partner, d.measure_id, d.n DESC

-- name: told_subjects
-- The next subjects about whom a partner was ever told something.
SELECT subject FROM stream
 WHERE partner = %(partner)s AND subject > %(after)s AND last_sequence > 0
 ORDER BY subject
 LIMIT %(most)s

-- name: ever_told
-- Of some measures those that their partner was ever told of.
SELECT DISTINCT measure_id FROM directive
 WHERE measure_id = ANY(%(measures)s::uuid[]) AND sequence IS NOT NULL

-- name: untold_generation
-- A backup was brought back, and partners are told nothing until an operator has them told.
SELECT 1 FROM generation WHERE told_at IS NULL LIMIT 1
