SELECT name, topic_id FROM topic
