-- When each of these subjects is judged again; those that are not have no row here.
SELECT key, due_on FROM agenda
 WHERE what = 'SUBJECT' AND due_on IS NOT NULL AND key = ANY(%(subjects)s::uuid[])
