-- Of each partner what has been awaited longest: a lift that was sent and is not confirmed, and a
-- directive that was not answered twice.
(SELECT DISTINCT ON (partner) partner, 'LIFT', directive_id
   FROM directive
  WHERE action = 'LIFT' AND superseded_at IS NULL AND (answer IS NULL OR answer = 'ACCEPTED')
    AND sequence IS NOT NULL
    AND (next_attempt_at IS NOT NULL OR answer_by IS NOT NULL OR aside_at IS NOT NULL)
  ORDER BY partner, entry, directive_id)
UNION ALL
(SELECT DISTINCT ON (partner) partner, 'ANSWER', directive_id
   FROM directive
  WHERE answer_by IS NOT NULL AND misses > 1
  ORDER BY partner, entry, directive_id)
