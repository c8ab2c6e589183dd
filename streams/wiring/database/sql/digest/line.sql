SELECT shard, day, entry, catalogue FROM line ORDER BY shard
