-- Which of these subjects' day to be judged again has come, while they were not judged yet.
SELECT s.subject FROM subject s, line l
 WHERE l.shard = 0 AND s.judge_again_on <= l.day AND s.subject = ANY(%(subjects)s::uuid[])
