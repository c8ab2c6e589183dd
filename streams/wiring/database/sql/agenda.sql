UPDATE subject AS s
   SET judge_again_on = a.day
  FROM unnest(%(subjects)s::uuid[], %(days)s::date[]) AS a(subject, day)
 WHERE s.subject = a.subject
   AND s.judge_again_on IS DISTINCT FROM a.day
