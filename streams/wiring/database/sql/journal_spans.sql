SELECT p.read ->> 0, (p.read ->> 1)::integer,
       min((p.read ->> 2)::bigint), max((p.read ->> 3)::bigint)
  FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS p(read)
 WHERE j.number <= %(through)s
 GROUP BY 1, 2
