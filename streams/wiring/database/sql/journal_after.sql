SELECT number, id, kind, day, judged_at, detail
  FROM journal WHERE number > %(after)s ORDER BY number LIMIT %(limit)s
