-- What a database says before and after it is dumped or filled.

-- name: stands
-- Where the line stands, and the server's version.
SELECT l.entry, l.day, current_setting('server_version_num')::integer / 10000
  FROM line l WHERE l.shard = 0

-- name: stands_alone
-- The last entry, its day, when it was decided, and how many sessions of a hub there are besides.
SELECT l.entry, l.day, j.judged_at,
       (SELECT count(*) FROM pg_stat_activity a
         WHERE a.datname = current_database() AND a.application_name LIKE 'hub %'
           AND a.pid <> pg_backend_pid())
  FROM line l JOIN journal j ON j.number = l.entry
 WHERE l.shard = 0

-- name: relations
-- The server's version, and what a database has in it besides the server's own.
SELECT current_setting('server_version_num')::integer / 10000, count(c.oid)::integer,
       (array_agg(c.relname::text ORDER BY c.relname))[1:3]
  FROM (SELECT 1) one
  LEFT JOIN pg_class c
    ON c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
   AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace
                               WHERE nspname LIKE 'pg\_%' OR nspname = 'information_schema')

-- name: after_restore
-- What follows the dump in the same transaction, so that no hub can start on restored rows without
-- it. Sequences go on above every one that was given before: at most a million a second were.
RESET search_path;
INSERT INTO generation (number, after_entry)
SELECT greatest((extract(epoch FROM clock_timestamp())::bigint) << 20,
                (SELECT coalesce(max(number), 0) + 1 FROM generation),
                (SELECT coalesce(max(last_sequence), 0) + 1 FROM stream)),
       line.entry
  FROM line WHERE shard = 0;
UPDATE stream SET last_sequence = (SELECT max(number) FROM generation);
DELETE FROM heartbeat;
