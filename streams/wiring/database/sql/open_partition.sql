INSERT INTO position (topic_no, partition, next_offset)
SELECT no, %(partition)s, 0 FROM topic WHERE name = %(topic)s
ON CONFLICT DO NOTHING
