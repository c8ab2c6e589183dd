INSERT INTO channel (partner, failures, next_attempt_at, unreached, last_success_at)
VALUES (%(partner)s, %(failures)s, %(next_attempt_at)s, %(unreached)s, %(served_at)s)
    ON CONFLICT (partner) DO UPDATE
   SET failures = excluded.failures, next_attempt_at = excluded.next_attempt_at,
       unreached = excluded.unreached,
       last_success_at = coalesce(excluded.last_success_at, channel.last_success_at)
