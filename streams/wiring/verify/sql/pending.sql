-- Subjects whose day to be judged again has come and who were not judged yet.
SELECT s.subject FROM subject s, line l WHERE l.shard = 0 AND s.judge_again_on <= l.day
