-- Messages that are stored, and their outcomes.

-- name: outcomes
-- One row for each offset that has an outcome or anything stored under it.
WITH first AS (
    SELECT o."offset", count(*) AS times, min(o.outcome) AS outcome
      FROM page p, unnest(p.offsets, p.outcomes) AS o("offset", outcome)
     WHERE p.topic_no = %(topic)s AND p.partition = %(partition)s AND o."offset" IS NOT NULL
     GROUP BY o."offset"
), later AS (
    SELECT DISTINCT ON (c."offset") c."offset", c.outcome
      FROM outcome_change c
     WHERE c.topic_no = %(topic)s AND c.partition = %(partition)s
     ORDER BY c."offset", c.entry DESC, c.ordinal DESC
), stored AS (
    SELECT v."offset", count(*) AS versions
      FROM version v
     WHERE v.topic_no = %(topic)s AND v.partition = %(partition)s
     GROUP BY v."offset"
), answered AS (
    SELECT a."offset", a.refused
      FROM answer a
     WHERE a.topic_no = %(topic)s AND a.partition = %(partition)s
), kept AS (
    SELECT q."offset", q.state
      FROM quarantine q
     WHERE q.topic_no = %(topic)s AND q.partition = %(partition)s
)
SELECT "offset",
       coalesce(first.times, 0),
       coalesce(later.outcome, first.outcome),
       coalesce(stored.versions, 0),
       answered.refused,
       kept.state
  FROM first
  FULL JOIN later USING ("offset")
  FULL JOIN stored USING ("offset")
  FULL JOIN answered USING ("offset")
  FULL JOIN kept USING ("offset")

-- name: outcomes_out_of_range
-- First outcomes of offsets that are not in the range their entry took.
SELECT p.entry, t.name, p.partition, o."offset"
  FROM page p
  JOIN topic t ON t.no = p.topic_no
  LEFT JOIN LATERAL (
       SELECT (r ->> 2)::bigint AS begins, (r ->> 3)::bigint AS ends
         FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS r
        WHERE j.number = p.entry AND r ->> 0 = t.name AND (r ->> 1)::integer = p.partition) AS r
    ON true
 CROSS JOIN LATERAL unnest(p.offsets) AS o("offset")
 WHERE (o."offset" >= r.begins AND o."offset" < r.ends) IS NOT TRUE
 ORDER BY p.entry, t.name, p.partition, o."offset"

-- name: uneven_pages
-- Pages whose arrays are not of one length.
SELECT p.entry, t.name, p.partition
  FROM page p JOIN topic t ON t.no = p.topic_no
 WHERE NOT (cardinality(p.offsets) = ALL (ARRAY[
           cardinality(p.outcomes), cardinality(p.codes), cardinality(p.fields),
           cardinality(p.hints), cardinality(p.record_nos), cardinality(p.versions),
           cardinality(p.event_ids), cardinality(p.causes)]))
 ORDER BY p.entry, t.name, p.partition

-- name: repeats_of_nothing
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

-- name: stored_messages
-- Every message the hub keeps a copy of, from one partition: stored versions and quarantine.
SELECT 'version', record, number, "offset", key_version, payload
  FROM version
 WHERE topic_no = %(topic)s AND partition = %(partition)s
UNION ALL
SELECT 'quarantine', NULL, 0, "offset", key_version, payload
  FROM quarantine
 WHERE topic_no = %(topic)s AND partition = %(partition)s
