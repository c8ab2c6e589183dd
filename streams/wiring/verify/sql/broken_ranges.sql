-- Entries whose range of a partition does not begin where the one before it ended.
SELECT number, topic, partition, begins, ended
  FROM (SELECT j.number, r ->> 0 AS topic, (r ->> 1)::integer AS partition,
               (r ->> 2)::bigint AS begins,
               lag((r ->> 3)::bigint, 1, 0::bigint)
                 OVER (PARTITION BY r ->> 0, r ->> 1 ORDER BY j.number) AS ended
          FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS r) ranges
 WHERE begins <> ended
 ORDER BY number, topic, partition
