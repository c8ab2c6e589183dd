INSERT INTO channel (partner, failures, next_attempt_at)
VALUES (%(partner)s, %(failures)s, %(next_attempt_at)s)
    ON CONFLICT (partner) DO UPDATE
   SET failures = excluded.failures, next_attempt_at = excluded.next_attempt_at
