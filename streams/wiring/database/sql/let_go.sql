-- Up to which offset an officer let messages of a partition go into quarantine, however many fail.
SELECT max((arguments ->> 'offset')::bigint)
  FROM command
 WHERE name = 'quarantine.through' AND entry IS NOT NULL
   AND arguments ->> 'topic' = %(topic)s AND (arguments ->> 'partition')::int = %(partition)s
