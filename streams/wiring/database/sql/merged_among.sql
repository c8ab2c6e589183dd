SELECT merged, kept FROM merged WHERE merged = ANY(%(records)s::uuid[])
