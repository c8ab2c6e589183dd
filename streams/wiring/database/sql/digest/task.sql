SELECT id, kind, source, record_no, detail, subject, directive, opened_entry, opened_at,
       closed_entry
  FROM task ORDER BY id
