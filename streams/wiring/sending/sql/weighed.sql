UPDATE directive AS d SET weighed_no = w.answer_no
  FROM unnest(%(directives)s::uuid[], %(numbers)s::integer[]) AS w(directive_id, answer_no)
 WHERE d.directive_id = w.directive_id
