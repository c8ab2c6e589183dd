SELECT 'receipts', (SELECT count(*) FROM page WHERE sent_at IS NULL)
                   + (SELECT count(*) FROM outcome_change WHERE sent_at IS NULL)
UNION ALL
SELECT 'pool', count(*) FROM pool_page WHERE sent_at IS NULL
UNION ALL
SELECT 'order results', count(*) FROM order_result WHERE sent_at IS NULL
