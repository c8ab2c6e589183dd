-- Words about facts, which readers of the pool are told.

-- name: unsent_pool
-- Ids as texts, as messages have them.
SELECT p.entry, j.id, j.judged_at, p.facts::text[], p.subjects::text[], p.kinds, p.states, p.sources,
       p.provenances, p.decided_on, p.effective_until, p.list_codes, p.colours, p.disclosures
  FROM pool_page p
  JOIN journal j ON j.number = p.entry
 WHERE p.sent_at IS NULL
 ORDER BY p.entry
 LIMIT %(limit)s

-- name: pool_sent
UPDATE pool_page SET sent_at = %(now)s WHERE entry = ANY(%(entries)s::bigint[])
