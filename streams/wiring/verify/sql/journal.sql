SELECT count(*), coalesce(min(j.number), 0), coalesce(max(j.number), 0),
       (SELECT entry FROM line WHERE shard = 0),
       (SELECT day FROM line WHERE shard = 0),
       (SELECT day FROM journal ORDER BY number DESC LIMIT 1)
  FROM journal j
