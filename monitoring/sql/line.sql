-- Of the line: its day, and what it still has to decide or to be asked.

-- name: line
SELECT l.entry, extract(epoch FROM l.day::timestamp AT TIME ZONE 'Asia/Shanghai'),
       (SELECT extract(epoch FROM clock_timestamp() - beaten_at) FROM heartbeat WHERE shard = 0),
       (SELECT (stands_still <> '')::int FROM heartbeat WHERE shard = 0),
       (SELECT count(*) FROM command WHERE entry IS NULL),
       (SELECT count(*) FROM waiting WHERE settled_entry IS NULL),
       (SELECT coalesce(max(l.day - since), 0) FROM waiting WHERE settled_entry IS NULL),
       pg_database_size(current_database())
  FROM line l
 WHERE l.shard = 0

-- name: catalogue
SELECT l.day, c.body
  FROM line l
  JOIN catalogue c ON c.number = l.catalogue
 WHERE l.shard = 0 AND l.day IS NOT NULL

-- name: positions
SELECT t.name, sum(p.next_offset)
  FROM position p JOIN topic t ON t.no = p.topic_no
 GROUP BY t.name

-- name: quarantined
SELECT t.source, q.code, count(*) FROM quarantine q JOIN topic t ON t.no = q.topic_no
 WHERE q.state = 'OPEN' GROUP BY t.source, q.code

-- name: open_tasks
SELECT kind, count(*) FROM task WHERE closed_entry IS NULL GROUP BY kind

-- name: unrelayed
-- What waits to be relayed, how many rows, and for how many seconds the first has; NULL: none waits.
SELECT what, many, extract(epoch FROM now() - j.judged_at)
  FROM (SELECT 'receipts' AS what, count(*) AS many, min(entry) AS first
          FROM (SELECT entry FROM page WHERE sent_at IS NULL
                UNION ALL
                SELECT entry FROM outcome_change WHERE sent_at IS NULL) AS receipt
        UNION ALL
        SELECT 'pool', count(*), min(entry) FROM pool_page WHERE sent_at IS NULL
        UNION ALL
        SELECT 'order results', count(*), min(entry) FROM order_result
         WHERE sent_at IS NULL AND returned_at IS NULL AND aside_at IS NULL) AS waits
  LEFT JOIN journal j ON j.number = waits.first
