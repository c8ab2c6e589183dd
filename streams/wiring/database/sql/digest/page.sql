SELECT p.entry, t.name, p.partition, p.offsets, p.outcomes, p.codes, p.fields, p.hints,
       p.record_nos, p.versions, p.event_ids, p.causes, p.judged_at
  FROM page p JOIN topic t ON t.no = p.topic_no
 ORDER BY p.entry, t.name COLLATE "C", p.partition
