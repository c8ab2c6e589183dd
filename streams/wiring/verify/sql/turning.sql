-- Which of these records' facts stand differently by themselves from a day that has come, untold.
SELECT a.key FROM agenda a, line l
 WHERE l.shard = 0 AND a.what = 'RECORD' AND a.due_on <= l.day AND a.key = ANY(%(records)s::uuid[])
