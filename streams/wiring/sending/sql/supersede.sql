UPDATE directive SET superseded_at = %(now)s
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NULL
