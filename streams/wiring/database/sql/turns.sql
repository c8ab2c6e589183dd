INSERT INTO turn (record, day)
SELECT * FROM unnest(%(records)s::uuid[], %(days)s::date[])
ON CONFLICT (record) DO UPDATE SET day = excluded.day
