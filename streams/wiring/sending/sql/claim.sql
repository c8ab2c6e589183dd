-- The first claim fixes sequence and body. A row claimed before is not touched. Bodies go in binary:
-- as text each would be twice as long.
UPDATE directive AS d
   SET sequence = c.sequence, previous_sequence = c.previous_sequence, sent_as = c.sent_as,
       supersedes = c.supersedes, body_key = %(body_key)s, body = c.body, claimed_at = %(now)s,
       answer_within_s = c.answer_within_s, next_attempt_at = %(now)s, superseded_at = NULL
  FROM unnest(%(directives)s::uuid[], %(sequences)s::bigint[], %(previous)s::bigint[],
              %(sent_as)s::text[], %(supersedes)s::uuid[], %(bodies)b::bytea[],
              %(answer_within_s)s::integer[])
       AS c(directive_id, sequence, previous_sequence, sent_as, supersedes, body, answer_within_s)
 WHERE d.directive_id = c.directive_id AND d.sequence IS NULL
