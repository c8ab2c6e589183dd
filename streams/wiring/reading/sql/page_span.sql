-- The pages of a department's topic from an entry on, as few as hold the wanted number of outcomes
-- beside those of the first entry, which may have been read in part.
SELECT entry
  FROM (SELECT entry,
               sum(CASE WHEN entry = %(entry)s THEN 0 ELSE cardinality(offsets) END)
                   OVER (ORDER BY entry ROWS UNBOUNDED PRECEDING) AS upto
          FROM page
         WHERE topic_no = %(topic)s AND entry >= %(entry)s
         ORDER BY entry
         LIMIT %(limit)s + 1000) AS counted
 WHERE upto >= %(limit)s
 ORDER BY entry
 LIMIT 1
