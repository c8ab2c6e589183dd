-- The session that holds the lock, if its own beat is too old by this server's clock.
SELECT pg_terminate_backend(l.pid)
  FROM pg_locks l JOIN heartbeat h ON h.backend_pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted
   AND l.classid = %(space)s AND l.objid = 0
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND h.shard = 0
   AND h.beaten_at < clock_timestamp() - make_interval(secs => %(stale_after_s)s)
