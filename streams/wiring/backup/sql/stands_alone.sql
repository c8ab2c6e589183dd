-- The last entry, its day, when it was decided, and how many sessions of a hub there are besides.
SELECT l.entry, l.day, j.judged_at,
       (SELECT count(*) FROM pg_stat_activity a
         WHERE a.datname = current_database() AND a.application_name LIKE 'hub %'
           AND a.pid <> pg_backend_pid())
  FROM line l JOIN journal j ON j.number = l.entry
 WHERE l.shard = 0
