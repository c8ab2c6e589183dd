SELECT id, asked_by, because, asked_at, name, arguments
  FROM command WHERE entry IS NULL ORDER BY asked_at, id LIMIT 1
