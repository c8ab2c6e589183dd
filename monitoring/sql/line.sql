SELECT l.entry, extract(epoch FROM l.day::timestamp AT TIME ZONE 'Asia/Shanghai'),
       (SELECT extract(epoch FROM clock_timestamp() - beaten_at) FROM heartbeat WHERE shard = 0),
       (SELECT (stands_still <> '')::int FROM heartbeat WHERE shard = 0),
       (SELECT count(*) FROM command WHERE entry IS NULL),
       (SELECT count(*) FROM waiting WHERE settled_entry IS NULL),
       (SELECT coalesce(max(l.day - since), 0) FROM waiting WHERE settled_entry IS NULL),
       pg_database_size(current_database())
  FROM line l
 WHERE l.shard = 0
