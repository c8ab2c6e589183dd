UPDATE pool_page SET sent_at = %(now)s WHERE entry = ANY(%(entries)s::bigint[])
