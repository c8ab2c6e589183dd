SELECT merged, kept, entry FROM merged WHERE merged = ANY(%(records)s::uuid[])
