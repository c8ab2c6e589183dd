-- Changed outcomes, each with what held before.
SELECT c.entry, c.ordinal, t.name, t.source, j.id, c.judged_at, c.partition, c."offset", c.outcome,
       c.code, c.field, c.hint, c.record_no, c.version, c.event_id, c.cause,
       coalesce(
         (SELECT e.outcome
            FROM outcome_change e
           WHERE e.topic_no = c.topic_no AND e.partition = c.partition AND e."offset" = c."offset"
             AND (e.entry, e.ordinal) < (c.entry, c.ordinal)
           ORDER BY e.entry DESC, e.ordinal DESC
           LIMIT 1),
         (SELECT p.outcomes[array_position(p.offsets, c."offset")]
            FROM page p
           WHERE p.topic_no = c.topic_no AND p.partition = c.partition
             AND p.offsets[1] <= c."offset"
           ORDER BY p.offsets[1] DESC
           LIMIT 1))
  FROM outcome_change c
  JOIN topic t ON t.no = c.topic_no
  JOIN journal j ON j.number = c.entry
 WHERE c.sent_at IS NULL
 ORDER BY c.entry, c.ordinal
 LIMIT %(limit)s
