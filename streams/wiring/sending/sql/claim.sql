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
