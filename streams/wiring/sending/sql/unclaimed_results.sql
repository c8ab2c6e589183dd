-- Results that have no bytes yet, or those of another channel than their partner has by now: these keep
-- their numbers.
SELECT result_id, subject, fields::text, sequence, previous_sequence
  FROM order_result
 WHERE result_id = ANY(%(results)s::uuid[]) AND subject = ANY(%(subjects)s::uuid[])
   AND (sequence IS NULL OR channel IS DISTINCT FROM %(channel)s)
 ORDER BY entry, ordinal
