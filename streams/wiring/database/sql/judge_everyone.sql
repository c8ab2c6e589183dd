INSERT INTO agenda (what, key, due_on)
SELECT 'SUBJECT', subject, %(day)s FROM subject
ON CONFLICT (what, key) DO UPDATE SET due_on = excluded.due_on
 WHERE agenda.due_on IS DISTINCT FROM excluded.due_on
