-- Every topic that the hub has ever read, also one in which it has no position.
SELECT name FROM topic ORDER BY name
