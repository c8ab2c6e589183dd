COPY order_result (result_id, court, subject, directive_id, answer_no, fields, entry, ordinal)
FROM STDIN (FORMAT binary)
