-- Every topic that was ever registered as an input, also one in which the hub has no position.
SELECT name FROM topic ORDER BY name
