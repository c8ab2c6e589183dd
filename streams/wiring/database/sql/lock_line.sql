SELECT entry, day, catalogue FROM line WHERE shard = 0 FOR UPDATE
