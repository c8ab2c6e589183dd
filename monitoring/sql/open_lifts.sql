-- Decided and not confirmed; a partner that never held it confirms too (R3005). What was overtaken by
-- a later claim or returned awaits no answer; what was set aside does. Who is only asked at the counter is sent no lift, nor who
-- was never told of the measure; but a court's lift goes in any case.
SELECT partner, width_bucket(seconds, %(ages_s)s::numeric[]) AS age, count(*), max(seconds)
  FROM (SELECT d.partner, extract(epoch FROM now() - j.judged_at) AS seconds
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.action = 'LIFT' AND d.superseded_at IS NULL
           AND (d.answer IS NULL OR d.answer = 'ACCEPTED')
           AND CASE WHEN d.sequence IS NULL
                    THEN d.partner <> ALL(%(asked_only)s)
                     AND (d.unconditional OR EXISTS (SELECT FROM directive told
                                                      WHERE told.measure_id = d.measure_id
                                                        AND told.sequence IS NOT NULL))
                    ELSE d.next_attempt_at IS NOT NULL OR d.answer_by IS NOT NULL
                      OR d.aside_at IS NOT NULL
               END) AS open
 GROUP BY partner, age
