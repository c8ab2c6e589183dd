-- Every directive with how far it got, measure by measure in the order they were decided.
SELECT d.directive_id, d.measure_id, d.n, d.action, d.partner, d.subject, d.measure, d.instance,
       d.terms, d.entry, d.ordered_by, d.unconditional, d.superseded_at, d.sequence, d.sent_as,
       d.supersedes, d.claimed_at, d.sent_at, d.body IS NOT NULL, d.answer, d.answer_code,
       d.returned_at IS NOT NULL OR EXISTS (
           SELECT FROM answer a
            WHERE a.directive_id = d.directive_id AND a.refused = ''
              AND a.result IN ('NOT_EXECUTED', 'RETURNED')),
       d.decided_on, d.held, d.generation, d.valid_until, d.content,
       EXISTS (SELECT FROM journal j WHERE j.number = d.entry AND j.kind = 'ACT'),
       d.answer_no IS NOT DISTINCT FROM d.weighed_no, d.aside_at IS NOT NULL
  FROM directive d
 WHERE %(subjects)s::uuid[] IS NULL OR d.subject = ANY(%(subjects)s::uuid[])
 ORDER BY d.measure_id, d.n
