SELECT failures, next_attempt_at, paused_because, unreached FROM channel WHERE partner = %(partner)s
