-- Where the line stands, and the server's version.
SELECT l.entry, l.day, current_setting('server_version_num')::integer / 10000
  FROM line l WHERE l.shard = 0
