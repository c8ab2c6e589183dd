SELECT count(*) FROM quarantine WHERE %(state)s = '' OR state = %(state)s
