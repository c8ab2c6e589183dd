-- Outcomes of a department's messages.

-- name: receipts
-- Outcomes of a department's messages after a place in the journal, first ones and changed ones.
SELECT r.entry, r.ordinal, r.partition, r."offset", r.outcome, r.code, r.field, r.hint, r.record_no,
       r.version, r.event_id, r.cause, r.judged_at, j.id,
       CASE WHEN r.ordinal > 0 THEN
            (SELECT h.outcome FROM outcome_history h
              WHERE h.topic_no = %(topic)s AND h.partition = r.partition AND h."offset" = r."offset"
                AND (h.entry, h.ordinal) < (r.entry, r.ordinal)
              ORDER BY h.entry DESC, h.ordinal DESC LIMIT 1) END AS previous
  FROM (SELECT p.entry, 0 AS ordinal, p.partition, o."offset", o.outcome, o.code, o.field, o.hint,
               o.record_no, o.version, o.event_id, o.cause, p.judged_at
          FROM page p,
               unnest(p.offsets, p.outcomes, p.codes, p.fields, p.hints, p.record_nos, p.versions,
                      p.event_ids, p.causes)
                 AS o("offset", outcome, code, field, hint, record_no, version, event_id, cause)
         WHERE p.topic_no = %(topic)s AND p.entry >= %(entry)s
           AND (%(until)s::bigint IS NULL OR p.entry <= %(until)s)
        UNION ALL
        SELECT c.entry, c.ordinal + 1, c.partition, c."offset", c.outcome, c.code, c.field, c.hint,
               c.record_no, c.version, c.event_id, c.cause, c.judged_at
          FROM outcome_change c
         WHERE c.topic_no = %(topic)s AND c.entry >= %(entry)s
           AND (%(until)s::bigint IS NULL OR c.entry <= %(until)s)) AS r
  JOIN journal j ON j.number = r.entry
 WHERE (r.entry, r.ordinal, r.partition, r."offset")
       > (%(entry)s, %(ordinal)s, %(partition)s, %(offset)s)
 ORDER BY r.entry, r.ordinal, r.partition, r."offset"
 LIMIT %(limit)s

-- name: page_span
-- The pages of a department's topic from an entry on, as few as hold the wanted number of outcomes
-- beside those of the first entry, which may have been read in part.
SELECT entry
  FROM (SELECT entry,
               sum(CASE WHEN entry = %(entry)s THEN 0 ELSE cardinality(offsets) END)
                   OVER (ORDER BY entry ROWS UNBOUNDED PRECEDING) AS upto
          FROM page
         WHERE topic_no = %(topic)s AND entry >= %(entry)s
         ORDER BY entry
         LIMIT %(limit)s + 1000) AS counted
 WHERE upto >= %(limit)s
 ORDER BY entry
 LIMIT 1
