-- Everybody whom any row names.
SELECT subject FROM subject
 UNION
SELECT subject FROM identity
 UNION
SELECT subject FROM directive
 UNION
SELECT subject FROM version WHERE subject IS NOT NULL
 UNION
SELECT subject FROM related
 ORDER BY subject
