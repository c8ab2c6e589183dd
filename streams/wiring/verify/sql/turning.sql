-- Records whose fact stands differently by itself from a day that has come, and was not told of yet.
SELECT t.record FROM turn t, line l WHERE l.shard = 0 AND t.day <= l.day
