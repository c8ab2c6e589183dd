-- Lifts that nobody may send: their partner is told by no channel, and was told before to hold what
-- they take back. Of a measure only the last decision counts.
SELECT d.partner, count(*)
  FROM directive d
 WHERE d.action = 'LIFT' AND d.superseded_at IS NULL
   AND (d.answer IS NULL OR d.answer = 'ACCEPTED')
   AND d.partner <> ALL(%(told)s)
   AND d.n = (SELECT max(later.n) FROM directive later WHERE later.measure_id = d.measure_id)
   AND EXISTS (SELECT FROM directive burden
                WHERE burden.measure_id = d.measure_id AND burden.action <> 'LIFT'
                  AND burden.sequence IS NOT NULL)
 GROUP BY d.partner
 ORDER BY d.partner
