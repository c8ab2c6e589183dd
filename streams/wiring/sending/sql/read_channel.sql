SELECT failures, next_attempt_at, paused_because FROM channel WHERE partner = %(partner)s
