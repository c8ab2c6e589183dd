-- Results of orders that their partner's address refused, or that an operator has set aside: of each partner
-- how many, and the first of them.
SELECT DISTINCT ON (partner, aside_at IS NOT NULL) partner, aside_at IS NOT NULL, result_id, last_error,
       count(*) OVER (PARTITION BY partner, aside_at IS NOT NULL)
  FROM order_result
 WHERE sent_at IS NULL AND (returned_at IS NOT NULL OR aside_at IS NOT NULL)
 ORDER BY partner, aside_at IS NOT NULL, entry, ordinal
