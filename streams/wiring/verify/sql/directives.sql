-- Every directive with how far it got, measure by measure in the order they were decided. Answers
-- that were all written down before the claim are none to the sender (R14); two clocks may differ by
-- five seconds.
SELECT d.directive_id, d.measure_id, d.n, d.action, d.partner, d.subject, d.measure, d.instance,
       d.terms, d.entry, d.ordered_by, d.unconditional, d.superseded_at, d.sequence, d.sent_as,
       d.supersedes, d.claimed_at, d.sent_at, d.body IS NOT NULL,
       CASE WHEN heard.counts THEN d.answer END, CASE WHEN heard.counts THEN d.answer_code END,
       d.returned_at IS NOT NULL OR heard.refused,
       d.decided_on, d.held, d.generation, d.valid_until, d.content,
       EXISTS (SELECT FROM journal j WHERE j.number = d.entry AND j.kind = 'ACT'),
       d.answer_no IS NOT DISTINCT FROM d.weighed_no, d.aside_at IS NOT NULL
  FROM directive d
 CROSS JOIN LATERAL (
       SELECT count(*) > 0 AS counts,
              coalesce(bool_or(a.result IN ('NOT_EXECUTED', 'RETURNED')), false) AS refused
         FROM answer a JOIN journal j ON j.number = a.entry
        WHERE a.directive_id = d.directive_id AND a.refused = ''
          AND j.judged_at > d.claimed_at - interval '5 seconds') AS heard
 WHERE %(subjects)s::uuid[] IS NULL OR d.subject = ANY(%(subjects)s::uuid[])
 ORDER BY d.measure_id, d.n
