INSERT INTO version (record, subject, fact_key, "offset", entry, appended_at, number, partition, topic_no,
                     key_version, action, grounding, content_hash, payload)
SELECT md5(record::text || copy)::uuid, md5(subject::text || copy)::uuid, md5(fact_key::text || copy)::uuid,
       "offset", entry, appended_at, number, partition, topic_no, key_version, action, grounding,
       content_hash, payload
  FROM seed, generate_series(%(first)s::bigint, %(last)s::bigint) AS copy
