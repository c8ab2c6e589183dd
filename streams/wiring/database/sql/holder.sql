SELECT holder, backend_pid, extract(epoch FROM clock_timestamp() - beaten_at), stands_still
  FROM heartbeat WHERE shard = 0
