-- What was not taken goes again, also what was refused or set aside.
UPDATE order_result SET next_attempt_at = NULL, returned_at = NULL, aside_at = NULL
 WHERE result_id = %(id)s AND body IS NOT NULL AND sent_at IS NULL
