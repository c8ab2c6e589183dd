-- What is to be looked at again, and on which day.

-- name: agenda
-- When each of these subjects is judged again; those that are not have no row here.
SELECT key, due_on FROM agenda
 WHERE what = 'SUBJECT' AND due_on IS NOT NULL AND key = ANY(%(subjects)s::uuid[])

-- name: pending
-- Which of these subjects' day to be judged again has come, while they were not judged yet.
SELECT a.key FROM agenda a, line l
 WHERE l.shard = 0 AND a.what = 'SUBJECT' AND a.due_on <= l.day AND a.key = ANY(%(subjects)s::uuid[])

-- name: changing
-- Which of these records' facts stand differently by themselves from a day that has come, untold.
SELECT a.key FROM agenda a, line l
 WHERE l.shard = 0 AND a.what = 'RECORD' AND a.due_on <= l.day AND a.key = ANY(%(records)s::uuid[])

-- name: waiting
-- Which of these records wait for something and stand on the list, so that their department is told: on the thirtieth
-- day, for which they stand in the agenda until it is over.
SELECT w.record FROM waiting w, line l
 WHERE l.shard = 0 AND w.settled_entry IS NULL AND w.record = ANY(%(records)s::uuid[])
   AND (w.since + 30 <= l.day
        OR EXISTS (SELECT FROM agenda a
                    WHERE a.what = 'WAITING' AND a.key = w.record AND a.due_on <= w.since + 30))
