COPY quarantine (topic_no, partition, "offset", entry, appended_at, code, hint, key_version, payload)
FROM STDIN (FORMAT binary)
