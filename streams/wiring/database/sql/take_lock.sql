-- Lock and first beat are one statement: a new holder is never seen with somebody else's old beat.
WITH locked AS MATERIALIZED (SELECT pg_try_advisory_lock(%(space)s, 0) AS got)
INSERT INTO heartbeat (shard, holder, backend_pid, beaten_at)
SELECT 0, %(name)s, pg_backend_pid(), clock_timestamp() FROM locked WHERE got
ON CONFLICT (shard) DO UPDATE
   SET holder = excluded.holder, backend_pid = excluded.backend_pid,
       beaten_at = excluded.beaten_at, stands_still = ''
RETURNING backend_pid
