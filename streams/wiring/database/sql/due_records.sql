SELECT record FROM turn
 WHERE day <= %(day)s
 ORDER BY day, record LIMIT %(limit)s
