-- Every directive of the locked streams, as far as the table of R12 asks.
SELECT directive_id, subject, measure_id, measure, n, action, content, valid_until, held,
       unconditional, superseded_at IS NOT NULL, sequence, sent_at, answer, answer_code,
       returned_at IS NOT NULL, answer_no, weighed_no, next_attempt_at, answer_by,
       answer_within_s, entry, aside_at IS NOT NULL, milder
  FROM directive
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[])
