-- Which of these entries the journal has.
SELECT id FROM journal WHERE id = ANY(%(entries)s::uuid[])
