SELECT number, id, kind, day, judged_at, catalogue, detail FROM journal ORDER BY number
