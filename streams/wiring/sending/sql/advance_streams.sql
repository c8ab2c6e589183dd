-- The streams are there, and locked. Written as an insertion, since that finds each by its key
-- however many streams a partner has.
INSERT INTO stream (partner, subject, last_sequence)
SELECT %(partner)s, n.subject, n.last_sequence
  FROM unnest(%(subjects)s::uuid[], %(sequences)s::bigint[]) AS n(subject, last_sequence)
    ON CONFLICT (partner, subject) DO UPDATE SET last_sequence = excluded.last_sequence
