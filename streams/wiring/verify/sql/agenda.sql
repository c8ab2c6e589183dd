-- When each subject is judged again; those that are not have no row here.
SELECT subject, judge_again_on FROM subject
 WHERE judge_again_on IS NOT NULL
   AND (%(subjects)s::uuid[] IS NULL OR subject = ANY(%(subjects)s::uuid[]))
