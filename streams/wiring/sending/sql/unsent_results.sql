-- Results of orders that one partner's topic is to carry, oldest first: those claimed for it, those of
-- the court it is, and, at the partner for all courts, those of courts without a topic of their own.
-- None, between a restore of the database and the word that partners may be told again.
SELECT result_id, subject
  FROM order_result
 WHERE sent_at IS NULL
   AND NOT EXISTS (SELECT FROM generation WHERE told_at IS NULL)
   AND (partner = %(partner)s
        OR (partner IS NULL
            AND (court = %(partner)s
                 OR (%(for_others)s AND court <> ALL(%(with_topics)s::text[])))))
 ORDER BY entry, ordinal
 LIMIT %(limit)s
