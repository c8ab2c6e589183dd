-- Every stored version.
SELECT v.record, v.number, v.action, v.subject, v.related, v.topic_no, t.name, t.source,
       v.partition, v."offset", v.entry, v.key_version, v.payload
  FROM version v JOIN topic t ON t.no = v.topic_no
