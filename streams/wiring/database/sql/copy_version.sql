COPY version (record, subject, fact_key, target, own_number, about_number, "offset", entry, appended_at, number, partition, topic_no,
             key_version, action, grounding, content_hash, related, payload)
FROM STDIN (FORMAT binary)
