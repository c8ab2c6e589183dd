-- Input topics, their numbers, and how far each partition was decided.

-- name: topics
SELECT no, name, source FROM topic ORDER BY no

-- name: topic_named
SELECT no, topic_id FROM topic WHERE name = %(name)s

-- name: topic_ids
SELECT name, topic_id FROM topic

-- name: topics_left
-- Registered topics of departments and partners that the catalogue in force does not have.
WITH rules AS (
    SELECT c.body::jsonb AS body FROM line l JOIN catalogue c ON c.number = l.catalogue
     WHERE l.shard = 0)
SELECT name FROM topic
 WHERE EXISTS (SELECT FROM rules)
   AND name NOT IN (SELECT 'credit.events.' || jsonb_object_keys(body -> 'departments') FROM rules)
   AND name NOT IN (SELECT 'feedback.' || jsonb_object_keys(body -> 'partners') FROM rules)

-- name: register_topic
INSERT INTO topic (no, name, source, topic_id)
SELECT coalesce(max(no), 0) + 1, %(name)s, %(source)s, %(topic_id)s FROM topic
HAVING NOT EXISTS (SELECT FROM topic WHERE name = %(name)s)

-- name: open_partition
INSERT INTO position (topic_no, partition, next_offset)
SELECT no, %(partition)s, 0 FROM topic WHERE name = %(topic)s
ON CONFLICT DO NOTHING

-- name: positions
SELECT t.name, p.partition, p.next_offset FROM position p JOIN topic t ON t.no = p.topic_no

-- name: move_positions
UPDATE position AS p
   SET next_offset = m.following
  FROM unnest(%(topics)s::smallint[], %(partitions)s::integer[], %(expected)s::bigint[],
              %(next)s::bigint[]) AS m(topic_no, partition, expected, following)
 WHERE p.topic_no = m.topic_no
   AND p.partition = m.partition
   AND p.next_offset = m.expected
