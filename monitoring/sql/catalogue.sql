SELECT l.day, c.body
  FROM line l
  JOIN catalogue c ON c.number = l.catalogue
 WHERE l.shard = 0 AND l.day IS NOT NULL
