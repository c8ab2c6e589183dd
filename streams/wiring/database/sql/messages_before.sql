-- The last messages of a partition before an offset that had an outcome, by their offsets. Every
-- message has its first outcome in a page; a page holds at least one.
SELECT o FROM (
    SELECT p.offsets FROM page p
     WHERE p.topic_no = (SELECT no FROM topic WHERE name = %(topic)s)
       AND p.partition = %(partition)s AND p.offsets[1] < %(before)s
     ORDER BY p.offsets[1] DESC LIMIT %(limit)s
) last, unnest(last.offsets) AS o
 WHERE o < %(before)s
 ORDER BY o DESC LIMIT %(limit)s
