SELECT c.entry, c.ordinal, t.name, c.partition, c."offset", c.outcome, c.code, c.field, c.hint,
       c.record_no, c.version, c.event_id, c.cause, c.judged_at
  FROM outcome_change c JOIN topic t ON t.no = c.topic_no
 ORDER BY c.entry, c.ordinal
