-- A repeat that was not stored must repeat a version that was: same record, same number.
WITH current AS (
    SELECT DISTINCT ON (h.topic_no, h.partition, h."offset") h.*
      FROM (SELECT p.entry, 0 AS ordinal, p.topic_no, p.partition, o."offset", o.outcome,
                   o.record_no, o.version
              FROM page p,
                   unnest(p.offsets, p.outcomes, p.record_nos, p.versions)
                     AS o("offset", outcome, record_no, version)
             UNION ALL
            SELECT c.entry, c.ordinal + 1, c.topic_no, c.partition, c."offset", c.outcome,
                   c.record_no, c.version
              FROM outcome_change c) h
     ORDER BY h.topic_no, h.partition, h."offset", h.entry DESC, h.ordinal DESC
)
SELECT t.name, c.partition, c."offset", c.version
  FROM current c JOIN topic t ON t.no = c.topic_no
  LEFT JOIN version own
    ON own.topic_no = c.topic_no AND own.partition = c.partition AND own."offset" = c."offset"
  LEFT JOIN version v
    ON v.number = c.version
   AND v.record = encode(substr(sha256(convert_to(
           'record' || chr(10) || t.source || chr(10) || c.record_no, 'UTF8')), 1, 16), 'hex')::uuid
 WHERE c.outcome = 2 AND own.record IS NULL AND v.record IS NULL
