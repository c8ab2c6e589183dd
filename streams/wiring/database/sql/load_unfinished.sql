-- A load calls everybody; until nobody's day is left, those not judged yet stand under the old one.
SELECT EXISTS (SELECT FROM agenda a, line l WHERE a.what = 'SUBJECT' AND a.due_on <= l.day)
   AND coalesce((SELECT j.detail -> 'doing' ->> 'name' = 'LoadCatalogue'
                   FROM journal j WHERE j.kind IN ('TICK', 'ACT')
                  ORDER BY j.number DESC LIMIT 1), false)
