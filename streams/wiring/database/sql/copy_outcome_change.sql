COPY outcome_change (entry, ordinal, topic_no, partition, "offset", outcome, code, field, hint, record_no,
                    version, event_id, cause, judged_at)
FROM STDIN (FORMAT binary)
