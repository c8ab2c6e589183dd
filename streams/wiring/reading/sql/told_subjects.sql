-- The next subjects about whom a partner was ever told something.
SELECT subject FROM stream
 WHERE partner = %(partner)s AND subject > %(after)s AND last_sequence > 0
 ORDER BY subject
 LIMIT %(most)s
