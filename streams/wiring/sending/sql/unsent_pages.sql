SELECT p.entry, p.topic_no, p.partition, t.name, t.source, j.id, p.judged_at, p.offsets, p.outcomes,
       p.codes, p.fields, p.hints, p.record_nos, p.versions, p.event_ids, p.causes
  FROM page p
  JOIN topic t ON t.no = p.topic_no
  JOIN journal j ON j.number = p.entry
 WHERE p.sent_at IS NULL
 ORDER BY p.entry
 LIMIT %(limit)s
