-- First outcomes of offsets that are not in the range their entry took.
SELECT p.entry, t.name, p.partition, o."offset"
  FROM page p
  JOIN topic t ON t.no = p.topic_no
  LEFT JOIN LATERAL (
       SELECT (r ->> 2)::bigint AS begins, (r ->> 3)::bigint AS ends
         FROM journal j, jsonb_array_elements(j.detail -> 'positions') AS r
        WHERE j.number = p.entry AND r ->> 0 = t.name AND (r ->> 1)::integer = p.partition) AS r
    ON true
 CROSS JOIN LATERAL unnest(p.offsets) AS o("offset")
 WHERE (o."offset" >= r.begins AND o."offset" < r.ends) IS NOT TRUE
 ORDER BY p.entry, t.name, p.partition, o."offset"
