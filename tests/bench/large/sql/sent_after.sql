-- What was sent of the decisions since an entry, by kind, in seconds after a moment.
SELECT CASE WHEN action = 'LIFT' THEN 'lifts' ELSE 'burdens' END,
       count(*),
       extract(epoch FROM min(sent_at) - %(begun)s::timestamptz),
       extract(epoch FROM max(sent_at) - %(begun)s::timestamptz)
  FROM directive
 WHERE partner = 'procurement' AND entry > %(entry)s AND sent_at IS NOT NULL
 GROUP BY 1
