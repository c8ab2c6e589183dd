-- New rows of an entry, a table each.

-- name: copy_version
COPY version (record, subject, fact_key, target, own_number, about_number, "offset", entry, appended_at, number, partition, topic_no,
             key_version, action, grounding, content_hash, related, payload)
FROM STDIN (FORMAT binary)

-- name: copy_subject
COPY subject (subject, entry, key_version, claim)
FROM STDIN (FORMAT binary)

-- name: copy_identity
COPY identity (identity, subject, key_version)
FROM STDIN (FORMAT binary)

-- name: copy_directive
COPY directive (directive_id, measure_id, n, action, partner, subject, measure, instance, terms, documents,
               content, valid_until, reason, ordered_by, decided_on, entry, key_version, claim,
               unconditional, held, generation)
FROM STDIN (FORMAT binary)

-- name: copy_answer
COPY answer (directive_id, answer_no, topic_no, partition, "offset", appended_at, entry, partner, result,
            reason_code, refused, body, signature)
FROM STDIN (FORMAT binary)

-- name: copy_order_result
COPY order_result (result_id, court, subject, directive_id, answer_no, fields, entry, ordinal)
FROM STDIN (FORMAT binary)

-- name: copy_page
COPY page (entry, topic_no, partition, offsets, outcomes, codes, fields, hints, record_nos, versions,
          event_ids, causes, judged_at)
FROM STDIN (FORMAT binary)

-- name: copy_outcome_change
COPY outcome_change (entry, ordinal, topic_no, partition, "offset", outcome, code, field, hint, record_no,
                    version, event_id, cause, judged_at)
FROM STDIN (FORMAT binary)

-- name: copy_pool_page
COPY pool_page (entry, facts, subjects, kinds, states, sources, provenances, decided_on, effective_until,
                list_codes, colours, disclosures)
FROM STDIN (FORMAT binary)

-- name: copy_quarantine
COPY quarantine (topic_no, partition, "offset", entry, appended_at, code, hint, key_version, payload)
FROM STDIN (FORMAT binary)
