-- Who may decide: the lock, its holder's beats, the server's clock, and the schema that is known.

-- name: take_lock
-- Lock and first beat are one statement: a new holder is never seen with somebody else's old beat.
WITH locked AS MATERIALIZED (SELECT pg_try_advisory_lock(%(space)s, 0) AS got)
INSERT INTO heartbeat (shard, holder, backend_pid, beaten_at)
SELECT 0, %(name)s, pg_backend_pid(), clock_timestamp() FROM locked WHERE got
ON CONFLICT (shard) DO UPDATE
   SET holder = excluded.holder, backend_pid = excluded.backend_pid,
       beaten_at = excluded.beaten_at, stands_still = ''
RETURNING backend_pid

-- name: beat
-- Only the holder beats: one that woke up late finds another's row.
UPDATE heartbeat SET beaten_at = clock_timestamp(), stands_still = %(stands_still)s
 WHERE shard = 0 AND backend_pid = %(backend_pid)s

-- name: holder
SELECT holder, backend_pid, extract(epoch FROM clock_timestamp() - beaten_at), stands_still
  FROM heartbeat WHERE shard = 0

-- name: end_stale_holder
-- The session that holds the lock, if its own beat is too old by this server's clock.
SELECT pg_terminate_backend(l.pid)
  FROM pg_locks l JOIN heartbeat h ON h.backend_pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted
   AND l.classid = %(space)s AND l.objid = 0
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND h.shard = 0
   AND h.beaten_at < clock_timestamp() - make_interval(secs => %(stale_after_s)s)

-- name: keep_deciders_out
-- Held by whoever changes the tables, until its session ends.
SELECT pg_try_advisory_lock(%(space)s, 0)

-- name: unknown_migrations
SELECT migration_id FROM _yoyo_migration WHERE NOT migration_id = ANY (%(known)s) ORDER BY 1

-- name: database_now
SELECT clock_timestamp()
