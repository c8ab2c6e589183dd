-- Directives as the line reads them, and what it changes of them later.

-- name: decided_last
-- The last directive of every measure of these subjects.
SELECT d.directive_id, d.measure_id, d.n, d.action, d.partner, d.subject, d.measure, d.instance,
       d.terms::text, d.documents::text, d.decided_on, d.reason, d.ordered_by, d.unconditional,
       d.held, d.key_version, d.claim, d.generation
  FROM directive d
 WHERE d.subject = ANY(%(subjects)s::uuid[])
   AND d.n = (SELECT max(later.n) FROM directive later WHERE later.measure_id = d.measure_id)

-- name: directives
SELECT directive_id, measure_id, n, action, partner, subject, measure, instance,
       terms::text, documents::text, decided_on, reason, ordered_by, unconditional,
       held, key_version, claim, generation
  FROM directive
 WHERE directive_id = ANY(%(directives)s::uuid[])

-- name: whole_measures
-- All directives of some measures.
SELECT directive_id FROM directive WHERE measure_id = ANY(%(measures)s::uuid[])

-- name: ordered_lifts
-- Lifts a court's order still stands behind, decided since the measure was last in force.
SELECT l.measure_id, l.ordered_by, l.directive_id
  FROM directive l
 WHERE l.subject = ANY(%(subjects)s::uuid[])
   AND l.unconditional
   AND l.ordered_by IS NOT NULL
   AND l.n > coalesce((SELECT max(burden.n) FROM directive burden
                        WHERE burden.measure_id = l.measure_id AND burden.action <> 'LIFT'), -1)
 ORDER BY l.measure_id, l.n

-- name: open_with
-- What is open with partners. A measure is in force there if its last decision holds it up, or if
-- what the partner was told last and did not refuse is no lift; towards a lift every burden counts,
-- since a refused one may have been done (R12). A directive is open while it has not been claimed
-- and will be, or while the last that was claimed of its measure awaits its final answer.
SELECT partner, count(*) FILTER (WHERE in_force), sum(open)::bigint
  FROM (SELECT partner,
               (array_agg(action ORDER BY n DESC))[1] <> 'LIFT'
               OR coalesce(
                   (array_agg(action ORDER BY sequence DESC)
                    FILTER (WHERE sequence IS NOT NULL
                              AND (action <> 'LIFT' OR answer IS NULL
                                   OR answer IN ('ACCEPTED', 'EXECUTED', 'PARTIAL')
                                   OR (answer = 'NOT_EXECUTED' AND answer_code = 'R3005')))
                   )[1] <> 'LIFT', false) AS in_force,
               count(*) FILTER (WHERE sequence IS NULL AND superseded_at IS NULL)
               + coalesce(
                   (array_agg((answer IS NULL OR answer = 'ACCEPTED')::int ORDER BY sequence DESC)
                    FILTER (WHERE sequence IS NOT NULL))[1], 0) AS open
          FROM directive
         WHERE partner = ANY(%(partners)s)
         GROUP BY partner, measure_id) AS measure
 GROUP BY partner
HAVING bool_or(in_force) OR sum(open) > 0

-- name: best_answers
-- Of several answers to a directive the highest number wins, of equal ones the first in the journal.
SELECT DISTINCT ON (a.directive_id)
       a.directive_id, a.body::text, a.partner, a.signature, a.topic_no, a.partition, a."offset",
       a.appended_at
  FROM answer a
 WHERE a.directive_id = ANY(%(directives)s::uuid[]) AND a.refused = ''
 ORDER BY a.directive_id, a.answer_no DESC, a.entry, a.topic_no, a.partition, a."offset"

-- name: answered
-- The highest answer wins; when it was sent is another matter and stays as it is. Of a directive that
-- was not claimed yet only the entry is kept: up to there its answers are none (R14). Rows are taken in
-- the order of their ids, as the senders take them (`lock_directives`): so nobody waits in a circle.
UPDATE directive AS d
   SET early_through = CASE WHEN d.sequence IS NULL THEN %(entry)s ELSE d.early_through END,
       answer_no = CASE WHEN d.sequence IS NOT NULL THEN a.answer_no END,
       answer = CASE WHEN d.sequence IS NOT NULL THEN a.result END,
       answer_code = CASE WHEN d.sequence IS NOT NULL THEN a.code END,
       answered_at = CASE WHEN d.sequence IS NOT NULL THEN a.at END
  FROM (SELECT *
          FROM unnest(%(directives)s::uuid[], %(numbers)s::integer[], %(results)s::text[],
                      %(codes)s::text[], %(at)s::timestamptz[])
               AS given(directive_id, answer_no, result, code, at)
         ORDER BY directive_id) AS a
 WHERE d.directive_id = a.directive_id
   AND (d.answer_no IS NULL OR d.answer_no < a.answer_no)

-- name: no_longer_ordered
UPDATE directive SET unconditional = false WHERE directive_id = ANY(%(directives)s::uuid[])

-- name: approved
UPDATE directive SET held = false WHERE directive_id = ANY(%(directives)s::uuid[])
