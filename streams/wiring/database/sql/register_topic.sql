INSERT INTO topic (no, name, source, topic_id)
SELECT coalesce(max(no), 0) + 1, %(name)s, %(source)s, %(topic_id)s FROM topic
HAVING NOT EXISTS (SELECT FROM topic WHERE name = %(name)s)
