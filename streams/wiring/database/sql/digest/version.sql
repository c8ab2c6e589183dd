SELECT v.record, v.number, v.subject, v.fact_key, v.target, t.name, v.partition, v."offset",
       v.entry, v.appended_at, v.action, v.grounding, v.content_hash, v.related
  FROM version v JOIN topic t ON t.no = v.topic_no
 ORDER BY v.record, v.number
