-- What a claim or a mark will write of rows that the line may write too, when their answers come in.
-- Both take them in the order of their ids, so that nobody waits in a circle.
SELECT FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[])
 ORDER BY directive_id
   FOR NO KEY UPDATE
