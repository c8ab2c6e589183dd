-- Results of orders, which courts are told.

-- name: unsent_results
-- Results of orders that one partner's topic is to carry, oldest first: those claimed for it, those of
-- the court it is, and, at the partner for all courts, those of courts without a topic of their own.
-- None, between a restore of the database and the word that partners may be told again.
SELECT result_id, subject
  FROM order_result
 WHERE sent_at IS NULL
   AND NOT EXISTS (SELECT FROM generation WHERE told_at IS NULL)
   AND (partner = %(partner)s
        OR (partner IS NULL
            AND (court = %(partner)s
                 OR (%(for_others)s AND court <> ALL(%(with_topics)s::text[])))))
 ORDER BY entry, ordinal
 LIMIT %(limit)s

-- name: unclaimed_results
SELECT result_id, subject, fields::text
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND subject = ANY(%(subjects)s::uuid[])
   AND sequence IS NULL
 ORDER BY entry, ordinal

-- name: claim_results
-- The claim fixes sequence and body. A row claimed before is not touched.
UPDATE order_result AS r
   SET partner = %(partner)s, sequence = c.sequence, previous_sequence = c.previous_sequence,
       body_key = %(body_key)s, body = c.body, claimed_at = %(now)s
  FROM unnest(%(results)s::uuid[], %(sequences)s::bigint[], %(previous)s::bigint[],
              %(bodies)s::bytea[])
       AS c(result_id, sequence, previous_sequence, body)
 WHERE r.result_id = c.result_id AND r.sequence IS NULL

-- name: result_bodies
SELECT result_id, subject, sequence, body_key, body
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND partner = %(partner)s AND body IS NOT NULL
 ORDER BY subject, sequence

-- name: results_delivered
-- The highest sequence of an order's result that each stream of a partner surely delivered.
SELECT subject, max(sequence)
  FROM order_result
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[]) AND sequence IS NOT NULL
   AND sent_at IS NOT NULL
 GROUP BY subject

-- name: results_sent
UPDATE order_result SET sent_at = coalesce(sent_at, %(now)s)
 WHERE result_id = ANY(%(results)s::uuid[])
