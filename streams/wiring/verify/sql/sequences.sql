-- Streams whose sequences, of directives and of results of orders, are not 1, 2, 3 … up to the last
-- one given; after a restore they go on above its number, without a gap from there on.
WITH told AS (
    SELECT partner, subject, sequence,
           coalesce((SELECT max(number) FROM generation WHERE number < sequence), 0) AS base
      FROM (SELECT partner, subject, sequence FROM directive WHERE sequence IS NOT NULL
            UNION ALL
            SELECT partner, subject, sequence FROM order_result WHERE sequence IS NOT NULL) given
), run AS (
    SELECT partner, subject, base, count(*) AS given, count(DISTINCT sequence) AS various,
           min(sequence) AS lowest, max(sequence) AS highest
      FROM told
     GROUP BY partner, subject, base
), whole AS (
    SELECT partner, subject, sum(given)::bigint AS given, sum(various)::bigint AS various,
           min(lowest) AS lowest, max(highest) AS highest,
           bool_and(given = various AND lowest = base + 1 AND highest = base + given) AS sound
      FROM run
     GROUP BY partner, subject
)
SELECT partner, subject, given, various, lowest, highest, coalesce(s.last_sequence, 0)
  FROM whole FULL JOIN stream s USING (partner, subject)
 WHERE NOT coalesce(sound, true)
    OR coalesce(s.last_sequence, 0)
       <> greatest(coalesce(highest, 0), (SELECT coalesce(max(number), 0) FROM generation))
 ORDER BY partner, subject
