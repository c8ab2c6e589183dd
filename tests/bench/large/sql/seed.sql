CREATE TABLE seed AS
SELECT v.*, i.identity, i.key_version AS identity_key_version, a.due_on, s.claim
  FROM version v
  JOIN subject s USING (subject)
  JOIN identity i USING (subject)
  LEFT JOIN agenda a ON a.what = 'SUBJECT' AND a.key = s.subject
 WHERE v.number = 1 AND v.fact_key IS NOT NULL
