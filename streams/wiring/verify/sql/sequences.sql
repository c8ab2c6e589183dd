-- Streams whose sequences, of directives and of results of orders, are not 1, 2, 3 … up to the last
-- one given.
SELECT partner, subject, given, various, lowest, highest, coalesce(s.last_sequence, 0)
  FROM (SELECT partner, subject, count(sequence) AS given, count(DISTINCT sequence) AS various,
               min(sequence) AS lowest, max(sequence) AS highest
          FROM (SELECT partner, subject, sequence FROM directive WHERE sequence IS NOT NULL
                UNION ALL
                SELECT partner, subject, sequence FROM order_result WHERE sequence IS NOT NULL) told
         GROUP BY partner, subject) d
  FULL JOIN stream s USING (partner, subject)
 WHERE coalesce(given, 0) <> coalesce(s.last_sequence, 0)
    OR given <> various
    OR (given > 0 AND (lowest <> 1 OR highest <> given))
 ORDER BY partner, subject
