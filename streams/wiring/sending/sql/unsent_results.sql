-- Results of orders that one partner is to be told now, oldest first: those claimed for it, those of the
-- court it is, and, at the partner for all courts, those of courts that are told by no channel of their own.
-- None, between a restore of the database and the word that partners may be told again. One whose next
-- attempt waits, and what comes after it about its subject, waits too, unless it was claimed for another
-- channel. What is to be tried later than anything waits was put off by a clock that was wrong.
SELECT r.result_id, r.subject, r.next_attempt_at
  FROM order_result r
 WHERE r.sent_at IS NULL AND r.returned_at IS NULL AND r.aside_at IS NULL
   AND NOT EXISTS (SELECT FROM generation WHERE told_at IS NULL)
   AND (r.partner = %(partner)s
        OR (r.partner IS NULL
            AND (r.court = %(partner)s
                 OR (%(for_others)s AND r.court <> ALL(%(told)s::text[])))))
   AND r.subject <> ALL(%(under_way)s::uuid[])
   AND coalesce(r.sequence, 9223372036854775807) < coalesce(
         (SELECT min(waits.sequence)
            FROM order_result waits
           WHERE waits.partner = %(partner)s AND waits.subject = r.subject
             AND waits.sequence IS NOT NULL AND waits.channel = %(channel)s
             AND waits.sent_at IS NULL AND waits.returned_at IS NULL AND waits.aside_at IS NULL
             AND waits.next_attempt_at > %(now)s AND waits.next_attempt_at <= %(never)s),
         'infinity'::numeric)
 ORDER BY r.entry, r.ordinal
 LIMIT %(limit)s
