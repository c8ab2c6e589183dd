-- What its partner has not answered for good goes again, also what was set aside; the table of R12 is
-- asked first.
UPDATE directive SET next_attempt_at = %(now)s, aside_at = NULL
 WHERE directive_id = %(id)s AND body IS NOT NULL AND returned_at IS NULL
   AND (answer IS NULL OR answer = 'ACCEPTED')
