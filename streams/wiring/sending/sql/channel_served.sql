INSERT INTO channel (partner, failures, last_success_at) VALUES (%(partner)s, 0, %(now)s)
    ON CONFLICT (partner) DO UPDATE
   SET failures = 0, next_attempt_at = NULL, last_success_at = excluded.last_success_at
