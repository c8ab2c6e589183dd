INSERT INTO related (subject, record, grounding)
SELECT * FROM unnest(%(subjects)s::uuid[], %(records)s::uuid[], %(grounding)s::boolean[])
ON CONFLICT DO NOTHING
