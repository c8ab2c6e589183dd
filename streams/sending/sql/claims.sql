-- A claim: what it locks, reads and writes.

-- name: make_streams
-- One that is there is looked up by its key, row by row, and not left to ON CONFLICT: that waits for
-- another sender who is moving it.
INSERT INTO stream (partner, subject, last_sequence)
SELECT %(partner)s, new.subject, coalesce((SELECT max(number) FROM generation), 0)
  FROM unnest(%(subjects)s::uuid[]) AS new(subject)
 WHERE (SELECT s.subject FROM stream s
         WHERE s.partner = %(partner)s AND s.subject = new.subject) IS NULL
    ON CONFLICT DO NOTHING

-- name: lock_streams
SELECT subject, last_sequence
  FROM stream
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[])
 ORDER BY subject
   FOR UPDATE SKIP LOCKED

-- name: lock_directives
-- What a claim or a mark will write of rows that the line may write too, when their answers come in.
-- Both take them in the order of their ids, so that nobody waits in a circle.
SELECT FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[])
 ORDER BY directive_id
   FOR NO KEY UPDATE

-- name: streams_rows
-- Every directive of the locked streams, as far as the table of R12 asks. `sources`: some are on hold.
SELECT directive_id, subject, measure_id, measure, n, action, content, valid_until, held,
       unconditional, superseded_at IS NOT NULL, sequence, sent_at, answer, answer_code,
       returned_at IS NOT NULL, answer_no, weighed_no, next_attempt_at, answer_by,
       answer_within_s, entry, aside_at IS NOT NULL, milder,
       CASE WHEN %(sources)s THEN source_of(terms) END
  FROM directive
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[])

-- name: directives_delivered
-- The highest sequence of a directive that each stream of a partner surely delivered. An answer
-- numbered 0 is the hub's own word for what the transport returned.
SELECT subject, max(sequence)
  FROM directive
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[]) AND sequence IS NOT NULL
   AND (sent_at IS NOT NULL OR (answer_no > 0 AND returned_at IS NULL))
 GROUP BY subject

-- name: claim
-- The first claim fixes sequence and body. A row claimed before is not touched. Bodies go in binary:
-- as text each would be twice as long.
-- The last statement of a claim. It sees what was decided until it began: a burden of whose measure
-- more is decided than was read, perhaps its lift, is left out (R12), and then nothing is claimed.
UPDATE directive AS d
   SET sequence = c.sequence, previous_sequence = c.previous_sequence, sent_as = c.sent_as,
       supersedes = c.supersedes, body_key = %(body_key)s, body = c.body, claimed_at = %(now)s,
       answer_within_s = c.answer_within_s, milder = c.milder, next_attempt_at = %(now)s, superseded_at = NULL
  FROM unnest(%(directives)s::uuid[], %(sequences)s::bigint[], %(previous)s::bigint[],
              %(sent_as)s::text[], %(supersedes)s::uuid[], %(bodies)b::bytea[],
              %(answer_within_s)s::integer[], %(milder)s::boolean[], %(decided_last)s::integer[])
       AS c(directive_id, sequence, previous_sequence, sent_as, supersedes, body, answer_within_s,
            milder, decided_last)
 WHERE d.directive_id = c.directive_id AND d.sequence IS NULL
   AND (d.action = 'LIFT'
        OR NOT EXISTS (SELECT FROM directive later
                        WHERE later.measure_id = d.measure_id AND later.n > c.decided_last))

-- name: advance_streams
-- The streams are there, and locked. Written as an insertion, since that finds each by its key
-- however many streams a partner has.
INSERT INTO stream (partner, subject, last_sequence)
SELECT %(partner)s, n.subject, n.last_sequence
  FROM unnest(%(subjects)s::uuid[], %(sequences)s::bigint[]) AS n(subject, last_sequence)
    ON CONFLICT (partner, subject) DO UPDATE SET last_sequence = excluded.last_sequence

-- name: supersede
UPDATE directive SET superseded_at = %(now)s
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NULL

-- name: revive
-- Found again by `due_subjects` as soon as burdens may go.
UPDATE directive SET superseded_at = NULL
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NULL

-- name: weighed
UPDATE directive AS d SET weighed_no = w.answer_no
  FROM unnest(%(directives)s::uuid[], %(numbers)s::integer[]) AS w(directive_id, answer_no)
 WHERE d.directive_id = w.directive_id

-- name: compared
-- What waits, since it is not milder than what the partner holds. What changes that, a claim or an
-- answer, has the table asked about all of its measure.
UPDATE directive SET milder = false
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NULL

-- name: await_nothing
UPDATE directive SET next_attempt_at = NULL, answer_by = NULL, aside_at = NULL
 WHERE directive_id = ANY(%(directives)s::uuid[])

-- name: send_again
-- Goes again now; where its answer was due, that is a miss. What was set aside meanwhile stays so.
UPDATE directive AS d
   SET next_attempt_at = %(now)s, misses = misses + a.missed
  FROM unnest(%(directives)s::uuid[], %(missed)s::integer[]) AS a(directive_id, missed)
 WHERE d.directive_id = a.directive_id AND d.aside_at IS NULL

-- name: bodies
-- What goes again, in the fields of `Outgoing`.
SELECT d.directive_id AS id, d.subject, d.sequence, d.sent_as = 'LIFT' AS lifts, d.attempts, d.failures,
       coalesce(d.failing_since < c.last_success_at, false) AS alone, d.misses,
       d.sent_at IS NOT NULL AS once_taken, d.body_key, d.body AS sealed
  FROM directive d
  LEFT JOIN channel c ON c.partner = d.partner
 WHERE d.directive_id = ANY(%(directives)s::uuid[]) AND d.body IS NOT NULL
   AND d.aside_at IS NULL
