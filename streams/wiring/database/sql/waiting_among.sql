SELECT record, since FROM waiting WHERE record = ANY(%(records)s::uuid[]) AND settled_entry IS NULL
