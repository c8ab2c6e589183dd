-- Which of these records wait for something and stand on the list, so that their department is told: on the thirtieth
-- day, for which they stand in the agenda until it is over.
SELECT w.record FROM waiting w, line l
 WHERE l.shard = 0 AND w.settled_entry IS NULL AND w.record = ANY(%(records)s::uuid[])
   AND (w.since + 30 <= l.day
        OR EXISTS (SELECT FROM agenda a
                    WHERE a.what = 'WAITING' AND a.key = w.record AND a.due_on <= w.since + 30))
