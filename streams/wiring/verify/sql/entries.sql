SELECT number, kind, day, judged_at FROM journal ORDER BY number
