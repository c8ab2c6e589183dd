-- The next subjects about whom a partner was ever told something.
SELECT subject FROM stream
 WHERE partner = %(partner)s AND subject > %(after)s
 ORDER BY subject
 LIMIT %(most)s
