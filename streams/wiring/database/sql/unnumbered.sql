-- Versions of before numbers of orders were compared as folded.
SELECT v.record, v.number, v.topic_no, v.partition, v."offset", v.appended_at, v.subject, v.related, v.fact_key,
       v.target, v.own_number, v.about_number, v.content_hash, v.key_version, v.payload
  FROM unnumbered u
  JOIN version v USING (record, number)
 ORDER BY u.record, u.number
 LIMIT %(limit)s
