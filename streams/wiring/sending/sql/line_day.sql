SELECT day FROM line WHERE shard = 0
