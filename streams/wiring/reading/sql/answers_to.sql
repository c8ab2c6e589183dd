SELECT a.answer_no, a.result, a.reason_code, a.refused, t.name AS topic, a.partition, a."offset",
       a.appended_at, a.signature <> '' AS signed,
       COALESCE(a.refused = '' AND a.entry <= d.early_through, false) AS early
  FROM answer a JOIN topic t ON t.no = a.topic_no
  LEFT JOIN directive d USING (directive_id)
 WHERE a.directive_id = %(directive)s
 ORDER BY a.answer_no, a.entry, a."offset"
