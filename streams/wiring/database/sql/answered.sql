-- The highest answer wins; when it was sent is another matter and stays as it is.
UPDATE directive AS d
   SET answer_no = a.answer_no, answer = a.result, answer_code = a.code, answered_at = a.at
  FROM unnest(%(directives)s::uuid[], %(numbers)s::integer[], %(results)s::text[],
              %(codes)s::text[], %(at)s::timestamptz[])
       AS a(directive_id, answer_no, result, code, at)
 WHERE d.directive_id = a.directive_id
   AND (d.answer_no IS NULL OR d.answer_no < a.answer_no)
