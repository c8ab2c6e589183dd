-- Every message the hub keeps a copy of, from one partition: stored versions and quarantine.
SELECT 'version', record, number, "offset", key_version, payload
  FROM version
 WHERE topic_no = %(topic)s AND partition = %(partition)s
UNION ALL
SELECT 'quarantine', NULL, 0, "offset", key_version, payload
  FROM quarantine
 WHERE topic_no = %(topic)s AND partition = %(partition)s
