-- Results of orders that no channel carries: their court has none of its own, and the partner that has
-- them, or would have them for it, has none either.
SELECT court, count(*)
  FROM order_result
 WHERE sent_at IS NULL AND returned_at IS NULL AND aside_at IS NULL
   AND coalesce(partner, CASE WHEN court = ANY(%(told)s) THEN court ELSE %(for_all)s END)
       <> ALL(%(told)s)
 GROUP BY court
 ORDER BY court
