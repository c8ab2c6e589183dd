-- What a partner should hold: for each measure whose last decision holds it up, the highest
-- sequence it was told and did not refuse, if that is not a lift. What was never claimed is not
-- here: it waits for a signature, for an operator or for its turn, and comes with its sequence.
SELECT k.directive_id, k.body_key, k.body, k.sequence, w.subject
  FROM directive w
  JOIN LATERAL (
       SELECT c.directive_id, c.body_key, c.body, c.sequence, c.sent_as
         FROM directive c
        WHERE c.measure_id = w.measure_id AND c.sequence IS NOT NULL AND c.returned_at IS NULL
          AND (c.answer IS NULL OR c.answer NOT IN ('NOT_EXECUTED', 'RETURNED'))
        ORDER BY c.sequence DESC
        LIMIT 1) AS k ON k.sent_as <> 'LIFT'
 WHERE w.partner = %(partner)s AND w.action <> 'LIFT'
   AND NOT EXISTS (SELECT FROM directive later
                    WHERE later.measure_id = w.measure_id AND later.n > w.n)
 ORDER BY w.subject, k.sequence
