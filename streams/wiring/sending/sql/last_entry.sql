SELECT entry FROM line WHERE shard = 0
