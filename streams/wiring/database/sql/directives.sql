SELECT directive_id, measure_id, n, action, partner, subject, measure, instance,
       terms::text, documents::text, decided_on, reason, ordered_by, unconditional,
       held, key_version, claim, generation
  FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[])
