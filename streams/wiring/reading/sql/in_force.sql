-- What a partner should hold about some subjects: for each measure whose last decision holds it up,
-- the highest sequence it was told and did not refuse, if that is not a lift. A lift of what it did
-- not hold is no refusal (R3005), nor is a return of what was taken once (R3008). What was never
-- claimed is not here, and what waits for a signature decides nothing yet.
SELECT k.directive_id, k.body_key, k.body, k.sequence, w.subject
  FROM directive w
  JOIN LATERAL (
       SELECT c.directive_id, c.body_key, c.body, c.sequence, c.sent_as
         FROM directive c
        WHERE c.measure_id = w.measure_id AND c.sequence IS NOT NULL
          AND CASE c.answer
                   WHEN 'NOT_EXECUTED' THEN c.sent_as = 'LIFT' AND c.answer_code = 'R3005'
                   WHEN 'RETURNED' THEN c.answer_code = 'R3008'
                                        OR (c.answer_no = 0 AND c.sent_at IS NOT NULL)
                   ELSE c.answer IS NOT NULL OR c.returned_at IS NULL OR c.sent_at IS NOT NULL
              END
        ORDER BY c.sequence DESC
        LIMIT 1) AS k ON k.sent_as <> 'LIFT'
 WHERE w.subject = ANY(%(subjects)s) AND w.partner = %(partner)s
   AND w.action <> 'LIFT' AND NOT (w.held AND w.sequence IS NULL)
   AND NOT EXISTS (SELECT FROM directive later
                    WHERE later.measure_id = w.measure_id AND later.n > w.n
                      AND (later.action = 'LIFT' OR NOT later.held OR later.sequence IS NOT NULL))
 ORDER BY w.subject, k.sequence
