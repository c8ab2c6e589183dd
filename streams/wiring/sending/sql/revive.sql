-- Found again by `due_subjects.sql` as soon as burdens may go.
UPDATE directive SET superseded_at = NULL
 WHERE directive_id = ANY(%(directives)s::uuid[]) AND sequence IS NULL
