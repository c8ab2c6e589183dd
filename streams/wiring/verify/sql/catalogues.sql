SELECT number, body, entry FROM catalogue ORDER BY number
