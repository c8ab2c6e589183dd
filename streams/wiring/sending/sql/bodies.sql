SELECT directive_id, subject, sequence, sent_as, attempts, misses,
       sent_at IS NOT NULL, body_key, body
  FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND body IS NOT NULL
