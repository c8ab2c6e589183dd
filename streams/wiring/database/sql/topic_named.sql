SELECT no, topic_id FROM topic WHERE name = %(name)s
