-- What was claimed and is still to be sent or answered is not tried any more.
UPDATE directive SET aside_at = %(now)s, next_attempt_at = NULL, answer_by = NULL
 WHERE directive_id = %(id)s AND returned_at IS NULL
   AND (answer IS NULL OR answer = 'ACCEPTED')
   AND (next_attempt_at IS NOT NULL OR answer_by IS NOT NULL)
