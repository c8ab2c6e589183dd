-- Positions that are not the sum of what the journal's entries moved them by.
WITH moved AS (
    SELECT r ->> 0 AS topic, (r ->> 1)::integer AS partition,
           sum((r ->> 3)::bigint - (r ->> 2)::bigint)::bigint AS by_journal
      FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS r
     GROUP BY 1, 2
), stands AS (
    SELECT t.name AS topic, p.partition, p.next_offset
      FROM position p JOIN topic t ON t.no = p.topic_no
)
SELECT topic, partition, coalesce(next_offset, 0), coalesce(by_journal, 0)
  FROM stands FULL JOIN moved USING (topic, partition)
 WHERE coalesce(next_offset, 0) <> coalesce(by_journal, 0)
 ORDER BY topic, partition
