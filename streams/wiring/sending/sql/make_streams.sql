INSERT INTO stream (partner, subject)
SELECT %(partner)s, unnest(%(subjects)s::uuid[])
    ON CONFLICT DO NOTHING
