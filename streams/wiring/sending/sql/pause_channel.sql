INSERT INTO channel (partner, paused_because, paused_at)
VALUES (%(partner)s, %(because)s, %(now)s)
    ON CONFLICT (partner) DO UPDATE
   SET paused_because = excluded.paused_because, paused_at = excluded.paused_at
