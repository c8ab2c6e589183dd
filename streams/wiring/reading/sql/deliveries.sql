-- How far directives got.
SELECT directive_id, sequence, previous_sequence, sent_as, held, superseded_at, claimed_at, sent_at,
       answer_by, returned_at, answer, answer_code, answered_at
  FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[])
