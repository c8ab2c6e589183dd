-- The versions of some records that were there when an entry was decided, newest first.
SELECT v.record, v.number, v.action, t.name, v.partition, v."offset", v.appended_at, v.fact_key
  FROM version v JOIN topic t ON t.no = v.topic_no
 WHERE v.record = ANY(%(records)s::uuid[]) AND v.entry <= %(entry)s
 ORDER BY v.record, v.number DESC
