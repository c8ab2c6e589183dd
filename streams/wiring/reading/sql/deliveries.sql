-- How far directives got. `lifted_unsent`: a burden whose ground ended before it, or any burden of
-- the measure after it, was ever claimed.
SELECT d.directive_id, d.sequence, d.previous_sequence, d.sent_as, d.held, d.superseded_at,
       d.claimed_at, d.sent_at, d.answer_by, d.returned_at, d.answer, d.answer_code, d.answered_at,
       d.failures, d.last_error, d.aside_at,
       d.superseded_at IS NOT NULL AND d.sequence IS NULL AND d.action <> 'LIFT'
       AND coalesce((SELECT later.action = 'LIFT' FROM directive later
                      WHERE later.measure_id = d.measure_id AND later.n > d.n
                        AND (later.action = 'LIFT' OR later.sequence IS NOT NULL)
                      ORDER BY later.n
                      LIMIT 1), false) AS lifted_unsent
  FROM directive d
 WHERE d.directive_id = ANY(%(directives)s::uuid[])
