-- Of some directives: the sequence each was claimed with, or null where an earlier restore lost it.
SELECT directive_id, sequence
  FROM directive WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NOT NULL
UNION ALL
SELECT directive_id, NULL FROM lost_directive WHERE directive_id = ANY(%(directives)s::uuid[])
