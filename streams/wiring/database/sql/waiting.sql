INSERT INTO waiting (record, since)
SELECT * FROM unnest(%(records)s::uuid[], %(since)s::date[])
ON CONFLICT (record) DO UPDATE SET since = excluded.since, settled_entry = NULL
