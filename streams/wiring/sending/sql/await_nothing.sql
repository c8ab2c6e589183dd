UPDATE directive SET next_attempt_at = NULL, answer_by = NULL, aside_at = NULL
 WHERE directive_id = ANY(%(directives)s::uuid[])
