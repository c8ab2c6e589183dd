-- Registered topics of departments and partners that the catalogue in force does not have.
WITH rules AS (
    SELECT c.body::jsonb AS body FROM line l JOIN catalogue c ON c.number = l.catalogue
     WHERE l.shard = 0)
SELECT name FROM topic
 WHERE EXISTS (SELECT FROM rules)
   AND name NOT IN (SELECT 'credit.events.' || jsonb_object_keys(body -> 'departments') FROM rules)
   AND name NOT IN (SELECT 'feedback.' || jsonb_object_keys(body -> 'partners') FROM rules)
