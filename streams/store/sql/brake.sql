-- How many burdens each source imposed on each day, and what the brake holds (R32).

-- name: burdens
SELECT source, day, burdens FROM burden_day WHERE day >= %(since)s

-- name: add_burdens
INSERT INTO burden_day (source, day, burdens)
SELECT source, %(day)s::date, burdens
  FROM unnest(%(sources)s::text[], %(numbers)s::integer[]) AS written(source, burdens)
    ON CONFLICT (source, day) DO UPDATE SET burdens = burden_day.burdens + excluded.burdens

-- name: count_burdens
-- What entries of messages imposed, from the directives themselves: nobody counted while there was no brake.
INSERT INTO burden_day (source, day, burdens)
SELECT source_of(d.terms), d.decided_on, count(*)
  FROM directive d JOIN journal j ON j.number = d.entry AND j.kind = 'BATCH'
 WHERE d.decided_on >= %(since)s AND d.action = 'IMPOSE'
 GROUP BY source_of(d.terms), d.decided_on
    ON CONFLICT (source, day) DO UPDATE SET burdens = excluded.burdens

-- name: braked
-- The last directive of each measure whose last IMPOSE the brake holds: that, or an AMEND after it.
SELECT d.directive_id
  FROM directive i
  JOIN LATERAL (SELECT directive_id, action, held, terms FROM directive
                 WHERE measure_id = i.measure_id ORDER BY n DESC LIMIT 1) AS d
       ON d.action <> 'LIFT' AND d.held AND d.terms ->> 'release' = ''
 WHERE i.action = 'IMPOSE' AND i.held AND i.terms ->> 'release' = ''
   AND i.decided_on = %(day)s AND source_of(i.terms) = %(source)s
   AND i.n = (SELECT max(n) FROM directive WHERE measure_id = i.measure_id AND action = 'IMPOSE')
 ORDER BY d.directive_id
