-- The stored versions of every record that hangs together with one of these subjects.
WITH RECURSIVE reached (record) AS (
    SELECT record
      FROM (SELECT record FROM version WHERE subject = ANY(%(subjects)s::uuid[])
             UNION
            SELECT record FROM related WHERE subject = ANY(%(subjects)s::uuid[])) named
     UNION
    SELECT near.record
      FROM reached r
      JOIN version v ON v.record = r.record
     CROSS JOIN LATERAL (
           SELECT f.record FROM version f WHERE f.fact_key = v.fact_key
            UNION ALL
           SELECT a.record FROM version a WHERE a.target = v.record
            UNION ALL
           SELECT v.target WHERE v.target IS NOT NULL
            UNION ALL
           SELECT m.merged FROM merged m WHERE m.kept = v.record
            UNION ALL
           SELECT m.kept FROM merged m WHERE m.merged = v.record) near
)
SELECT v.record, v.number, v.action, v.subject, v.related, v.topic_no, t.name, t.source,
       v.partition, v."offset", v.entry, v.key_version, v.payload
  FROM (SELECT DISTINCT record FROM reached) r
  JOIN version v ON v.record = r.record
  JOIN topic t ON t.no = v.topic_no
