-- Partners that are sent nothing: officials ask at the counter.
SELECT p.name
  FROM line l JOIN catalogue c ON c.number = l.catalogue,
       jsonb_each(c.body::jsonb -> 'partners') AS p(name, row)
 WHERE l.shard = 0 AND p.row ->> 'channel' = 'CHECK'
