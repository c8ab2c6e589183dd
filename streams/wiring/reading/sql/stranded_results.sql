-- Results of orders that no topic carries: their court has none of its own, and the partner that has
-- them, or would have them for it, is told by none.
SELECT court, count(*)
  FROM order_result
 WHERE sent_at IS NULL
   AND coalesce(partner, CASE WHEN court = ANY(%(with_topics)s) THEN court ELSE %(for_all)s END)
       <> ALL(%(with_topics)s)
 GROUP BY court
 ORDER BY court
