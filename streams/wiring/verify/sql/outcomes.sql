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
