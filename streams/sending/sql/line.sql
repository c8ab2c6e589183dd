-- Where the line stands.

-- name: last_entry
SELECT entry FROM line WHERE shard = 0

-- name: line_day
SELECT day FROM line WHERE shard = 0
