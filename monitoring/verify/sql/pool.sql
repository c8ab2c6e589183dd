-- What readers of the pool are told.

-- name: pool_since
-- The last entry that an older version of the hub may have decided, which told of other facts and in other words.
SELECT pool_since FROM line WHERE shard = 0

-- name: pool_pages
-- What the line wrote of facts for the pool's readers, in its order.
SELECT u.fact, p.entry, p.sent_at IS NOT NULL, u.state, u.subject, u.kind, u.source, u.provenances,
       u.decided_on, u.effective_until, coalesce(u.list_code, ''), coalesce(u.colour, ''),
       coalesce(u.disclosure, '')
  FROM pool_page p
 CROSS JOIN LATERAL unnest(p.facts, p.subjects, p.kinds, p.states, p.sources, p.provenances,
                           p.decided_on, p.effective_until, p.list_codes, p.colours, p.disclosures)
    AS u(fact, subject, kind, state, source, provenances, decided_on, effective_until, list_code, colour,
         disclosure)
 ORDER BY p.entry
