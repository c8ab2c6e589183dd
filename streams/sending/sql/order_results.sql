-- Results of orders, which courts are told.

-- name: unsent_results
-- Results of orders that one partner is to be told now, oldest first: those claimed for it, those of the
-- court it is, and, at the partner for all courts, those of courts that are told by no channel of their own.
-- None, between a restore of the database and the word that partners may be told again. One whose next
-- attempt waits, and what comes after it about its subject, waits too, unless it was claimed for another
-- channel. What is to be tried later than anything waits was put off by a clock that was wrong.
SELECT r.result_id, r.subject, r.next_attempt_at
  FROM order_result r
 WHERE r.sent_at IS NULL AND r.returned_at IS NULL AND r.aside_at IS NULL
   AND NOT EXISTS (SELECT FROM generation WHERE told_at IS NULL)
   AND (r.partner = %(partner)s
        OR (r.partner IS NULL
            AND (r.court = %(partner)s
                 OR (%(for_others)s AND r.court <> ALL(%(told)s::text[])))))
   AND r.subject <> ALL(%(under_way)s::uuid[])
   AND coalesce(r.sequence, 9223372036854775807) < coalesce(
         (SELECT min(waits.sequence)
            FROM order_result waits
           WHERE waits.partner = %(partner)s AND waits.subject = r.subject
             AND waits.sequence IS NOT NULL AND waits.channel = %(channel)s
             AND waits.sent_at IS NULL AND waits.returned_at IS NULL AND waits.aside_at IS NULL
             AND waits.next_attempt_at > %(now)s AND waits.next_attempt_at <= %(never)s),
         'infinity'::numeric)
 ORDER BY r.entry, r.ordinal
 LIMIT %(limit)s

-- name: unclaimed_results
-- Results that have no bytes yet, or those of another channel than their partner has by now: these keep
-- their numbers.
SELECT result_id, subject, fields::text, sequence, previous_sequence
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND subject = ANY(%(subjects)s::uuid[])
   AND (sequence IS NULL OR channel IS DISTINCT FROM %(channel)s)
 ORDER BY entry, ordinal

-- name: claim_results
-- The claim fixes sequence and body. A row claimed before, for the same channel, is not touched.
UPDATE order_result AS r
   SET partner = %(partner)s, channel = %(channel)s, sequence = c.sequence,
       previous_sequence = c.previous_sequence, body_key = %(body_key)s, body = c.body,
       claimed_at = coalesce(r.claimed_at, %(now)s),
       failures = 0, failing_since = NULL, next_attempt_at = NULL
  FROM unnest(%(results)s::uuid[], %(sequences)s::bigint[], %(previous)s::bigint[],
              %(bodies)s::bytea[])
       AS c(result_id, sequence, previous_sequence, body)
 WHERE r.result_id = c.result_id AND (r.sequence IS NULL OR r.channel IS DISTINCT FROM %(channel)s)

-- name: result_bodies
-- What was claimed, in the fields of `Outgoing`.
SELECT r.result_id AS id, r.subject, r.sequence, false AS lifts, r.attempts, r.failures,
       coalesce(r.failing_since < c.last_success_at, false) AS alone, 0 AS misses,
       false AS once_taken, r.body_key, r.body AS sealed
  FROM order_result r
  LEFT JOIN channel c ON c.partner = r.partner
 WHERE r.result_id = ANY(%(results)s::uuid[]) AND r.partner = %(partner)s
   AND r.channel = %(channel)s AND r.body IS NOT NULL AND r.aside_at IS NULL
 ORDER BY r.subject, r.sequence

-- name: results_delivered
-- The highest sequence of an order's result that each stream of a partner surely delivered.
SELECT subject, max(sequence)
  FROM order_result
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[]) AND sequence IS NOT NULL
   AND sent_at IS NOT NULL
 GROUP BY subject

-- name: results_sent
-- A transport took them. Nobody answers them: they are done.
UPDATE order_result
   SET sent_at = coalesce(sent_at, %(now)s), attempts = attempts + 1, failures = 0,
       failing_since = NULL, last_error = '', next_attempt_at = NULL
 WHERE result_id = ANY(%(ids)s::uuid[])

-- name: resend_result
-- What was not taken goes again, also what was refused or set aside.
UPDATE order_result SET next_attempt_at = NULL, returned_at = NULL, aside_at = NULL
 WHERE result_id = %(id)s AND body IS NOT NULL AND sent_at IS NULL

-- name: result_failed
-- What was set aside while it was tried stays so.
UPDATE order_result
   SET attempts = attempts + 1, failures = failures + 1,
       failing_since = coalesce(failing_since, %(now)s), last_error = %(error)s,
       next_attempt_at = CASE WHEN aside_at IS NULL THEN %(next_attempt_at)s::timestamptz END
 WHERE result_id = %(id)s

-- name: result_returned
UPDATE order_result
   SET attempts = attempts + 1, last_error = %(error)s, returned_at = %(now)s,
       next_attempt_at = NULL
 WHERE result_id = %(id)s

-- name: set_aside_result
UPDATE order_result SET aside_at = %(now)s, next_attempt_at = NULL
 WHERE result_id = %(id)s AND body IS NOT NULL AND sent_at IS NULL AND aside_at IS NULL
