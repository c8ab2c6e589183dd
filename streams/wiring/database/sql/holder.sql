SELECT holder, backend_pid, extract(epoch FROM clock_timestamp() - beaten_at)
  FROM heartbeat WHERE shard = 0
