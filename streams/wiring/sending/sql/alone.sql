SELECT pg_try_advisory_lock(%(space)s, hashtext(%(name)s))
