-- Only the holder beats: one that woke up late finds another's row.
UPDATE heartbeat SET beaten_at = clock_timestamp(), stands_still = %(stands_still)s
 WHERE shard = 0 AND backend_pid = %(backend_pid)s
