-- What does not get to a partner or a court.

-- name: aside
-- What is set aside: of each partner its lifts and its burdens, how many, and the first of them.
SELECT DISTINCT ON (partner, sent_as <> 'LIFT') partner, sent_as = 'LIFT', directive_id, aside_at,
       count(*) OVER (PARTITION BY partner, sent_as <> 'LIFT')
  FROM directive
 WHERE aside_at IS NOT NULL
 ORDER BY partner, sent_as <> 'LIFT', aside_at, directive_id

-- name: failing
-- Of each partner whose channel does not wait as a whole, what has failed for longest of all that failed
-- ten times in a row, lifts before all and results of orders last, and how many there are.
SELECT DISTINCT ON (d.partner) d.partner, d.id, d.what, d.failures, d.last_error,
       count(*) OVER (PARTITION BY d.partner)
  FROM (SELECT partner, directive_id AS id, 'directive' AS what, failures, last_error, failing_since,
               CASE WHEN sent_as = 'LIFT' THEN 0 ELSE 1 END AS turn
          FROM directive
         WHERE next_attempt_at IS NOT NULL AND failures >= %(many)s
        UNION ALL
        SELECT partner, result_id, 'result of an order', failures, last_error, failing_since, 2
          FROM order_result
         WHERE sent_at IS NULL AND aside_at IS NULL AND returned_at IS NULL
           AND next_attempt_at IS NOT NULL AND failures >= %(many)s) AS d
  LEFT JOIN channel c ON c.partner = d.partner
 WHERE coalesce(c.failures, 0) = 0 AND c.paused_because IS NULL
 ORDER BY d.partner, d.turn, d.failing_since, d.id

-- name: longest_awaited
-- Of each partner what has been awaited longest: a lift that was sent and is not confirmed, and a
-- directive that was not answered twice.
(SELECT DISTINCT ON (partner) partner, 'LIFT', directive_id
   FROM directive
  WHERE action = 'LIFT' AND superseded_at IS NULL AND (answer IS NULL OR answer = 'ACCEPTED')
    AND sequence IS NOT NULL
    AND (next_attempt_at IS NOT NULL OR answer_by IS NOT NULL OR aside_at IS NOT NULL)
  ORDER BY partner, entry, directive_id)
UNION ALL
(SELECT DISTINCT ON (partner) partner, 'ANSWER', directive_id
   FROM directive
  WHERE answer_by IS NOT NULL AND misses > 1
  ORDER BY partner, entry, directive_id)

-- name: paused_channels
-- Whose channel is broken, and why.
SELECT partner, paused_because
  FROM channel
 WHERE paused_because IS NOT NULL
 ORDER BY partner

-- name: stranded
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

-- name: stranded_results
-- Results of orders that no channel carries: their court has none of its own, and the partner that has
-- them, or would have them for it, has none either.
SELECT court, count(*)
  FROM order_result
 WHERE sent_at IS NULL AND returned_at IS NULL AND aside_at IS NULL
   AND coalesce(partner, CASE WHEN court = ANY(%(told)s) THEN court ELSE %(for_all)s END)
       <> ALL(%(told)s)
 GROUP BY court
 ORDER BY court

-- name: untold_results
-- Results of orders that their partner's address refused, or that an operator has set aside: of each partner
-- how many, and the first of them.
SELECT DISTINCT ON (partner, aside_at IS NOT NULL) partner, aside_at IS NOT NULL, result_id, last_error,
       count(*) OVER (PARTITION BY partner, aside_at IS NOT NULL)
  FROM order_result
 WHERE sent_at IS NULL AND (returned_at IS NOT NULL OR aside_at IS NOT NULL)
 ORDER BY partner, aside_at IS NOT NULL, entry, ordinal
