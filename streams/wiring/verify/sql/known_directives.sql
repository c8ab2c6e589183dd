SELECT directive_id FROM directive WHERE directive_id = ANY(%(directives)s::uuid[])
