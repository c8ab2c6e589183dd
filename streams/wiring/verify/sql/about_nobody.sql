-- Records of which no row names anybody.
SELECT DISTINCT v.record
  FROM version v
 WHERE v.subject IS NULL
   AND NOT EXISTS (SELECT FROM version o WHERE o.record = v.record AND o.subject IS NOT NULL)
   AND NOT EXISTS (
       SELECT FROM version o, unnest(o.related) AS person
        WHERE o.record = v.record AND person IS NOT NULL)
 ORDER BY v.record
