UPDATE order_result SET aside_at = %(now)s, next_attempt_at = NULL
 WHERE result_id = %(id)s AND body IS NOT NULL AND sent_at IS NULL AND aside_at IS NULL
