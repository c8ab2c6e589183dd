-- What the line wrote of facts for the pool's readers, in its order; all of it, or what is not sent.
SELECT u.fact, u.subject, u.kind, u.state, u.source, u.provenances, u.decided_on
  FROM pool_page p
 CROSS JOIN LATERAL unnest(p.facts, p.subjects, p.kinds, p.states, p.sources, p.provenances,
                           p.decided_on)
    AS u(fact, subject, kind, state, source, provenances, decided_on)
 WHERE p.sent_at IS NULL OR %(all)s
 ORDER BY p.entry
