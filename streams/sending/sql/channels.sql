-- Channels to partners: their locks, failures and pauses.

-- name: alone
SELECT pg_try_advisory_lock(%(space)s, hashtext(%(name)s))

-- name: fence
-- A name that no other database has.
SELECT concat_ws('-', 'hub', c.system_identifier, d.oid)
  FROM pg_control_system() c, pg_database d
 WHERE d.datname = current_database()

-- name: read_channel
SELECT failures, next_attempt_at, paused_because, unreached FROM channel WHERE partner = %(partner)s

-- name: keep_channel
INSERT INTO channel (partner, failures, next_attempt_at, unreached, last_success_at)
VALUES (%(partner)s, %(failures)s, %(next_attempt_at)s, %(unreached)s, %(served_at)s)
    ON CONFLICT (partner) DO UPDATE
   SET failures = excluded.failures, next_attempt_at = excluded.next_attempt_at,
       unreached = excluded.unreached,
       last_success_at = coalesce(excluded.last_success_at, channel.last_success_at)

-- name: pause_channel
INSERT INTO channel (partner, paused_because, paused_at)
VALUES (%(partner)s, %(because)s, %(now)s)
    ON CONFLICT (partner) DO UPDATE
   SET paused_because = excluded.paused_because, paused_at = excluded.paused_at

-- name: resume_channel
UPDATE channel
   SET paused_because = NULL, paused_at = NULL, failures = 0, next_attempt_at = NULL,
       unreached = NULL
 WHERE partner = %(partner)s AND paused_because IS NOT NULL
