-- Only the holder beats: one that woke up late finds another's row.
UPDATE heartbeat SET beaten_at = clock_timestamp()
 WHERE shard = 0 AND backend_pid = %(backend_pid)s
