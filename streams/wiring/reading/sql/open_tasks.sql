SELECT id, kind, source, record_no, detail, subject, directive, opened_at
  FROM task
 WHERE closed_entry IS NULL AND (%(kind)s = '' OR kind = %(kind)s)
 ORDER BY opened_at, id
 LIMIT %(limit)s::bigint
