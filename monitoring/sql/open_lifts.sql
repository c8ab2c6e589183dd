-- Decided and not confirmed; a partner that never held it confirms too (R3005). What was overtaken by
-- a later claim or returned awaits no answer. Who is only asked at the counter is sent no lift, nor who
-- was never told of the measure; but a court's lift goes in any case.
SELECT partner, age, count(*), max(seconds)
  FROM (SELECT d.partner, extract(epoch FROM now() - j.judged_at) AS seconds
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.action = 'LIFT' AND d.superseded_at IS NULL
           AND (d.answer IS NULL OR d.answer = 'ACCEPTED')
           AND CASE WHEN d.sequence IS NULL
                    THEN d.partner NOT IN (
                         SELECT p.name
                           FROM line l JOIN catalogue c ON c.number = l.catalogue,
                                jsonb_each(c.body::jsonb -> 'partners') AS p(name, row)
                          WHERE l.shard = 0 AND p.row ->> 'channel' = 'CHECK')
                     AND (d.unconditional OR EXISTS (SELECT FROM directive told
                                                      WHERE told.measure_id = d.measure_id
                                                        AND told.sequence IS NOT NULL))
                    ELSE d.next_attempt_at IS NOT NULL OR d.answer_by IS NOT NULL
               END) AS open,
       LATERAL (SELECT CASE WHEN seconds < 3600 THEN 'under_1h' WHEN seconds < 86400 THEN 'under_1d'
                            WHEN seconds < 604800 THEN 'under_7d' ELSE 'over_7d' END AS age) AS aged
 GROUP BY partner, age
