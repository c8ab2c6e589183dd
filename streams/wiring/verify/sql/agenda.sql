-- When each of these subjects is judged again; those that are not have no row here.
SELECT subject, judge_again_on FROM subject
 WHERE judge_again_on IS NOT NULL AND subject = ANY(%(subjects)s::uuid[])
