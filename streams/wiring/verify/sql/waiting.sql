-- Which of these records wait for something and stand on the list, so that their department is told.
SELECT record FROM waiting WHERE settled_entry IS NULL AND record = ANY(%(records)s::uuid[])
