SELECT number, day, judged_at FROM journal ORDER BY number
