UPDATE directive SET held = false WHERE directive_id = ANY(%(directives)s::uuid[])
