UPDATE waiting SET expired = true WHERE record = ANY(%(records)s::uuid[])
