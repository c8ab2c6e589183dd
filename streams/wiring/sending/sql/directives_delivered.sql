-- The highest sequence of a directive that each stream of a partner surely delivered.
SELECT subject, max(sequence)
  FROM directive
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[]) AND sequence IS NOT NULL
   AND (sent_at IS NOT NULL OR (answer IS NOT NULL AND returned_at IS NULL))
 GROUP BY subject
