-- The stored versions of these records, of those that name one of these subjects, and of every
-- record that hangs together with one of them.
WITH RECURSIVE reached (record) AS (
    SELECT record
      FROM (SELECT record FROM version WHERE subject = ANY(%(subjects)s::uuid[])
             UNION
            SELECT record FROM related WHERE subject = ANY(%(subjects)s::uuid[])
             UNION
            SELECT unnest(%(records)s::uuid[])) named
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
           SELECT o.record FROM version o WHERE o.own_number = v.about_number
            UNION ALL
           SELECT o.record FROM version o WHERE o.about_number = v.own_number
            UNION ALL
           SELECT m.merged FROM merged m WHERE m.kept = v.record
            UNION ALL
           SELECT m.kept FROM merged m WHERE m.merged = v.record) near
)
SELECT v.record, v.number, v.action, v.subject, v.related, v.topic_no, t.name, t.source,
       v.partition, v."offset", v.entry, v.key_version, v.payload, v.fact_key, v.target,
       v.content_hash, v.own_number, v.about_number,
       NOT EXISTS (SELECT FROM unnumbered u WHERE u.record = v.record AND u.number = v.number)
  FROM (SELECT DISTINCT record FROM reached) r
  JOIN version v ON v.record = r.record
  JOIN topic t ON t.no = v.topic_no
 ORDER BY v.record, v.number
