-- The highest sequence of a directive that each stream of a partner surely delivered. An answer
-- numbered 0 is the hub's own word for what the transport returned.
SELECT subject, max(sequence)
  FROM directive
 WHERE partner = %(partner)s AND subject = ANY(%(subjects)s::uuid[]) AND sequence IS NOT NULL
   AND (sent_at IS NOT NULL OR (answer_no > 0 AND returned_at IS NULL))
 GROUP BY subject
