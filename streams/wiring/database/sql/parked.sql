SELECT record FROM waiting WHERE since <= %(since)s AND settled_entry IS NULL AND NOT expired
 ORDER BY since, record LIMIT %(limit)s
