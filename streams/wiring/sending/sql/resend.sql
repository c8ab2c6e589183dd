-- What its partner has not answered for good goes again; the table of R12 is asked first.
UPDATE directive SET next_attempt_at = %(now)s
 WHERE directive_id = %(directive)s AND body IS NOT NULL AND returned_at IS NULL
   AND (answer IS NULL OR answer = 'ACCEPTED')
