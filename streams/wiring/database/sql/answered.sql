-- The highest answer wins; when it was sent is another matter and stays as it is. Of a directive that
-- was not claimed yet only the entry is kept: up to there its answers are none (R14). Rows are taken in
-- the order of their ids, as the senders take them (`lock_directives.sql`): so nobody waits in a circle.
UPDATE directive AS d
   SET early_through = CASE WHEN d.sequence IS NULL THEN %(entry)s ELSE d.early_through END,
       answer_no = CASE WHEN d.sequence IS NOT NULL THEN a.answer_no END,
       answer = CASE WHEN d.sequence IS NOT NULL THEN a.result END,
       answer_code = CASE WHEN d.sequence IS NOT NULL THEN a.code END,
       answered_at = CASE WHEN d.sequence IS NOT NULL THEN a.at END
  FROM (SELECT *
          FROM unnest(%(directives)s::uuid[], %(numbers)s::integer[], %(results)s::text[],
                      %(codes)s::text[], %(at)s::timestamptz[])
               AS given(directive_id, answer_no, result, code, at)
         ORDER BY directive_id) AS a
 WHERE d.directive_id = a.directive_id
   AND (d.answer_no IS NULL OR d.answer_no < a.answer_no)
