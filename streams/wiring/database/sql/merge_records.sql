INSERT INTO merged (merged, kept, entry)
SELECT m.*, %(entry)s FROM unnest(%(merged)s::uuid[], %(kept)s::uuid[]) AS m
ON CONFLICT (merged) DO UPDATE SET kept = excluded.kept, entry = excluded.entry
