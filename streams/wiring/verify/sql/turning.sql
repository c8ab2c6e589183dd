-- Which of these records' facts stand differently by themselves from a day that has come, untold.
SELECT t.record FROM turn t, line l
 WHERE l.shard = 0 AND t.day <= l.day AND t.record = ANY(%(records)s::uuid[])
