SELECT a.directive_id, a.answer_no, t.name, a.partition, a."offset", a.appended_at, a.entry,
       a.partner, a.result, a.reason_code, a.refused, a.body, a.signature
  FROM answer a JOIN topic t ON t.no = a.topic_no
 ORDER BY t.name COLLATE "C", a.partition, a."offset"
