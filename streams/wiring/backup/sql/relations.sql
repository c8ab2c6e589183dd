-- The server's version, and what a database has in it besides the server's own.
SELECT current_setting('server_version_num')::integer / 10000, count(c.oid)::integer,
       (array_agg(c.relname::text ORDER BY c.relname))[1:3]
  FROM (SELECT 1) one
  LEFT JOIN pg_class c
    ON c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
   AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace
                               WHERE nspname LIKE 'pg\_%' OR nspname = 'information_schema')
