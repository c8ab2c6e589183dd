UPDATE directive SET unsent_said_at = %(now)s WHERE directive_id = ANY(%(directives)s::uuid[])
