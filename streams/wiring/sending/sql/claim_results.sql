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
