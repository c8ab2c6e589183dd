-- Of directives: what is not sent, not answered, held back or set aside, and how channels are.

-- name: channels
SELECT partner, (paused_because IS NOT NULL)::int, failures FROM channel

-- name: asked_only
-- Partners that are sent nothing: officials ask at the counter.
SELECT p.name
  FROM line l JOIN catalogue c ON c.number = l.catalogue,
       jsonb_each(c.body::jsonb -> 'partners') AS p(name, row)
 WHERE l.shard = 0 AND p.row ->> 'channel' = 'CHECK'

-- name: unsent
-- Due to be sent and not sent: not claimed yet, or claimed and still to leave for the first time.
-- Who is only asked at the counter is sent nothing.
SELECT partner, action, width_bucket(seconds, %(ages_s)s::numeric[]) AS age, count(*), max(seconds)
  FROM (SELECT d.partner, CASE WHEN d.action = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END AS action,
               extract(epoch FROM now() - j.judged_at) AS seconds
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.sequence IS NULL AND d.superseded_at IS NULL AND NOT d.held
           AND d.partner <> ALL(%(asked_only)s)
        UNION ALL
        SELECT d.partner, CASE WHEN d.sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END,
               extract(epoch FROM now() - j.judged_at)
          FROM directive d JOIN journal j ON j.number = d.entry
         WHERE d.next_attempt_at IS NOT NULL AND d.sent_at IS NULL) AS due
 GROUP BY partner, action, age

-- name: unanswered
SELECT partner, action, width_bucket(seconds, %(ages_s)s::numeric[]) AS age, count(*), max(seconds)
  FROM (SELECT partner, CASE WHEN sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END AS action,
               extract(epoch FROM now() - sent_at) AS seconds
          FROM directive
         WHERE answer_by IS NOT NULL AND sent_at IS NOT NULL) AS awaited
 GROUP BY partner, action, age

-- name: open_lifts
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

-- name: held
SELECT partner, count(*) FROM directive
 WHERE sequence IS NULL AND superseded_at IS NULL AND held GROUP BY partner

-- name: failing
-- What failed ten times in a row (`streams/send/retry.py`), where the channel does not wait as a whole.
SELECT d.partner, CASE WHEN d.sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END, count(*)
  FROM directive d LEFT JOIN channel c ON c.partner = d.partner
 WHERE d.next_attempt_at IS NOT NULL AND d.failures >= 10
   AND coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL
 GROUP BY 1, 2
UNION ALL
-- Of a court's order, a result: also one that its address refused, for nobody else asks a person.
SELECT r.partner, 'RESULT', count(*)
  FROM order_result r LEFT JOIN channel c ON c.partner = r.partner
 WHERE r.sent_at IS NULL AND r.aside_at IS NULL
   AND (r.returned_at IS NOT NULL
        OR (r.next_attempt_at IS NOT NULL AND r.failures >= 10
            AND coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL))
 GROUP BY 1

-- name: aside
SELECT partner, CASE WHEN sent_as = 'LIFT' THEN 'LIFT' ELSE 'BURDEN' END, count(*)
  FROM directive WHERE aside_at IS NOT NULL GROUP BY 1, 2

-- name: answer_misses
SELECT partner, CASE WHEN misses = 1 THEN '1' ELSE '2' END AS misses, count(*) FROM directive
 WHERE answer_by IS NOT NULL AND misses > 0 GROUP BY 1, 2
