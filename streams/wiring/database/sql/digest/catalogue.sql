SELECT number, version, body, entry FROM catalogue ORDER BY number
