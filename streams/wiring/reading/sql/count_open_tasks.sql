SELECT count(*) FROM task WHERE closed_entry IS NULL AND (%(kind)s = '' OR kind = %(kind)s)
