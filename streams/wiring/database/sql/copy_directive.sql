COPY directive (directive_id, measure_id, n, action, partner, subject, measure, instance, terms, documents,
               content, valid_until, reason, ordered_by, decided_on, entry, key_version, claim,
               unconditional, held, generation)
FROM STDIN (FORMAT binary)
