-- Of several answers to a directive the highest number wins, of equal ones the first in the journal.
SELECT DISTINCT ON (a.directive_id)
       a.directive_id, a.body::text, a.partner, a.signature, a.topic_no, a.partition, a."offset",
       a.appended_at
  FROM answer a
 WHERE a.directive_id = ANY(%(directives)s::uuid[]) AND a.refused = ''
 ORDER BY a.directive_id, a.answer_no DESC, a.entry, a.topic_no, a.partition, a."offset"
