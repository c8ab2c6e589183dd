INSERT INTO stream (partner, subject)
SELECT %(partner)s, new.subject
  FROM unnest(%(subjects)s::uuid[]) AS new(subject)
 WHERE NOT EXISTS (SELECT FROM stream s
                    WHERE s.partner = %(partner)s AND s.subject = new.subject)
    ON CONFLICT DO NOTHING
