-- Every result of a court's order that was claimed, with what it is sent as.
SELECT result_id, partner, subject, sequence, previous_sequence, sent_at IS NOT NULL, body_key, body
  FROM order_result
 WHERE sequence IS NOT NULL
   AND (%(subjects)s::uuid[] IS NULL OR subject = ANY(%(subjects)s::uuid[]))
