-- A row that no act can be read from is none: it gets an answer, but no entry of the journal.
UPDATE command SET entry = 0, result = to_jsonb(%(result)s::text)
 WHERE id = %(id)s AND entry IS NULL
