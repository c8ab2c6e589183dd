SELECT id, kind, source, record_no, detail, directive, opened_at
  FROM task
 WHERE subject = %(subject)s AND closed_entry IS NULL
 ORDER BY opened_at, id
