COPY pool_page (entry, facts, subjects, kinds, states, sources, provenances, decided_on, content_hashes)
FROM STDIN (FORMAT binary)
