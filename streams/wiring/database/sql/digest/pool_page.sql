SELECT entry, facts, subjects, kinds, states, sources, provenances, decided_on, content_hashes
  FROM pool_page ORDER BY entry
