SELECT h.scope, h.name, h.held_at AS since, a.acted_by AS by, a.because
  FROM hold h JOIN act a ON a.id = h.id
 WHERE h.released_at IS NULL
 ORDER BY h.held_at, h.id
