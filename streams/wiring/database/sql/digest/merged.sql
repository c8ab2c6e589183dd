SELECT merged, kept, entry FROM merged ORDER BY merged
