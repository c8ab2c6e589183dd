-- What is open with partners. A measure is in force there if its last decision holds it up, or if
-- what the partner was told last and did not refuse is no lift; towards a lift every burden counts,
-- since a refused one may have been done (R12). A directive is open while it has not been claimed
-- and will be, or while the last that was claimed of its measure awaits its final answer.
SELECT partner, count(*) FILTER (WHERE in_force), sum(open)::bigint
  FROM (SELECT partner,
               (array_agg(action ORDER BY n DESC))[1] <> 'LIFT'
               OR coalesce(
                   (array_agg(action ORDER BY sequence DESC)
                    FILTER (WHERE sequence IS NOT NULL
                              AND (action <> 'LIFT' OR answer IS NULL
                                   OR answer IN ('ACCEPTED', 'EXECUTED', 'PARTIAL')
                                   OR (answer = 'NOT_EXECUTED' AND answer_code = 'R3005')))
                   )[1] <> 'LIFT', false) AS in_force,
               count(*) FILTER (WHERE sequence IS NULL AND superseded_at IS NULL)
               + coalesce(
                   (array_agg((answer IS NULL OR answer = 'ACCEPTED')::int ORDER BY sequence DESC)
                    FILTER (WHERE sequence IS NOT NULL))[1], 0) AS open
          FROM directive
         WHERE partner = ANY(%(partners)s)
         GROUP BY partner, measure_id) AS measure
 GROUP BY partner
HAVING bool_or(in_force) OR sum(open) > 0
