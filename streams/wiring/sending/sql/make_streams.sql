INSERT INTO stream (partner, subject, last_sequence)
SELECT %(partner)s, new.subject, coalesce((SELECT max(number) FROM generation), 0)
  FROM unnest(%(subjects)s::uuid[]) AS new(subject)
    ON CONFLICT DO NOTHING
