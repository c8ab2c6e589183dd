UPDATE agenda AS a SET due_on = NULL
  FROM unnest(%(what)s::text[], %(keys)s::uuid[]) AS o(what, key)
 WHERE a.what = o.what AND a.key = o.key AND coalesce(a.due_on, 'infinity') < 'infinity'
