-- The highest answer wins; when it was sent is another matter and stays as it is. Rows are taken in the
-- order of their ids, as the senders take them (`lock_directives.sql`): so nobody waits in a circle.
UPDATE directive AS d
   SET answer_no = a.answer_no, answer = a.result, answer_code = a.code, answered_at = a.at
  FROM (SELECT *
          FROM unnest(%(directives)s::uuid[], %(numbers)s::integer[], %(results)s::text[],
                      %(codes)s::text[], %(at)s::timestamptz[])
               AS given(directive_id, answer_no, result, code, at)
         ORDER BY directive_id) AS a
 WHERE d.directive_id = a.directive_id
   AND (d.answer_no IS NULL OR d.answer_no < a.answer_no)
