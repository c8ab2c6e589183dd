-- Which of these subjects' day to be judged again has come, while they were not judged yet.
SELECT a.key FROM agenda a, line l
 WHERE l.shard = 0 AND a.what = 'SUBJECT' AND a.due_on <= l.day AND a.key = ANY(%(subjects)s::uuid[])
