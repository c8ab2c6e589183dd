-- Directives whose columns do not say what their highest answer says; what was answered before the
-- directive was claimed is no answer (R14), nor is that one was never sent.
WITH best AS (
    SELECT DISTINCT ON (a.directive_id) a.directive_id, a.answer_no, a.result, a.reason_code
      FROM answer a
     WHERE a.refused = '' AND NOT (a.answer_no = 0 AND a.result = 'NOT_EXECUTED')
       AND NOT EXISTS (SELECT FROM directive early
                        WHERE early.directive_id = a.directive_id AND a.entry <= early.early_through)
     ORDER BY a.directive_id, a.answer_no DESC, a.entry, a.topic_no, a.partition, a."offset"
)
SELECT coalesce(d.directive_id, b.directive_id), d.directive_id IS NOT NULL,
       d.answer_no, d.answer, coalesce(d.answer_code, ''),
       b.answer_no, b.result, coalesce(b.reason_code, '')
  FROM (SELECT directive_id, answer_no, answer, answer_code FROM directive) d
  FULL JOIN best b USING (directive_id)
 WHERE (d.answer_no, d.answer, coalesce(d.answer_code, ''))
       IS DISTINCT FROM (b.answer_no, b.result, coalesce(b.reason_code, ''))
 ORDER BY 1
