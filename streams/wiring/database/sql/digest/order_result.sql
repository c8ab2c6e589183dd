SELECT result_id, court, subject, directive_id, answer_no, fields, entry, ordinal
  FROM order_result ORDER BY result_id
