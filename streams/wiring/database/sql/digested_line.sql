SELECT entry, code_version FROM line WHERE shard = 0
