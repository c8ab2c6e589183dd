COPY answer (directive_id, answer_no, topic_no, partition, "offset", appended_at, entry, partner, result,
            reason_code, refused, body, signature)
FROM STDIN (FORMAT binary)
