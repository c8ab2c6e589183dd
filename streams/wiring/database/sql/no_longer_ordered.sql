UPDATE directive SET unconditional = false WHERE directive_id = ANY(%(directives)s::uuid[])
