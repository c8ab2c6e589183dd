SELECT directive_id, measure_id, n, action, partner, subject, measure, instance, terms, documents,
       content, valid_until, reason, ordered_by, decided_on, entry, unconditional, held
  FROM directive ORDER BY directive_id
