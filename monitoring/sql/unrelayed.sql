-- What waits to be relayed, how many rows, and for how many seconds the first has; NULL: none waits.
SELECT what, many, extract(epoch FROM now() - j.judged_at)
  FROM (SELECT 'receipts' AS what, count(*) AS many, min(entry) AS first
          FROM (SELECT entry FROM page WHERE sent_at IS NULL
                UNION ALL
                SELECT entry FROM outcome_change WHERE sent_at IS NULL) AS receipt
        UNION ALL
        SELECT 'pool', count(*), min(entry) FROM pool_page WHERE sent_at IS NULL
        UNION ALL
        SELECT 'order results', count(*), min(entry) FROM order_result
         WHERE sent_at IS NULL AND returned_at IS NULL AND aside_at IS NULL) AS waits
  LEFT JOIN journal j ON j.number = waits.first
