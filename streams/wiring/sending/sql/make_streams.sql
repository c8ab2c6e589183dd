-- One that is there is looked up by its key, row by row, and not left to ON CONFLICT: that waits for
-- another sender who is moving it.
INSERT INTO stream (partner, subject, last_sequence)
SELECT %(partner)s, new.subject, coalesce((SELECT max(number) FROM generation), 0)
  FROM unnest(%(subjects)s::uuid[]) AS new(subject)
 WHERE (SELECT s.subject FROM stream s
         WHERE s.partner = %(partner)s AND s.subject = new.subject) IS NULL
    ON CONFLICT DO NOTHING
