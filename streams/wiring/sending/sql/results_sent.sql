UPDATE order_result SET sent_at = coalesce(sent_at, %(now)s)
 WHERE result_id = ANY(%(results)s::uuid[])
