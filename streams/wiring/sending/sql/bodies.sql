SELECT directive_id, subject, sequence, sent_as, attempts, misses, body_key, body
  FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND body IS NOT NULL
