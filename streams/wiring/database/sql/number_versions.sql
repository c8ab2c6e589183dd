WITH given AS MATERIALIZED (
    SELECT *
      FROM unnest(%(records)s::uuid[], %(numbers)s::integer[], %(own)s::uuid[], %(about)s::uuid[])
           AS n(record, number, own_number, about_number)),
numbered AS (
    UPDATE version v SET own_number = g.own_number, about_number = g.about_number
      FROM given g
     WHERE v.record = g.record AND v.number = g.number
       AND (g.own_number IS NOT NULL OR g.about_number IS NOT NULL))
DELETE FROM unnumbered u USING given g WHERE u.record = g.record AND u.number = g.number
