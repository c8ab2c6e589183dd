SELECT merged, kept, entry FROM merged
