-- Directives, their answers, and what partners and courts were told.

-- name: directives
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

-- name: known_directives
-- Which of these were ever decided; what was decided before a restore counts, though it is lost.
SELECT directive_id FROM directive WHERE directive_id = ANY(%(directives)s::uuid[])
 UNION
SELECT directive_id FROM lost_directive WHERE directive_id = ANY(%(directives)s::uuid[])

-- name: claimed_by_now
-- The highest sequence claimed for each measure of a partner.
SELECT measure_id, max(sequence) FROM directive
 WHERE partner = %(partner)s AND sequence IS NOT NULL
 GROUP BY measure_id

-- name: bodies
-- Every directive with how it names its subject, what it was sent as, and by what digests of
-- identities its subject is found.
SELECT d.directive_id, d.measure_id, d.partner, d.subject, d.measure, d.instance, d.action, d.terms,
       d.documents, d.reason, d.sequence, d.previous_sequence, d.sent_as, d.supersedes,
       d.sent_at IS NOT NULL, d.key_version, d.claim, d.body_key, d.body, known.identities
  FROM directive d
  LEFT JOIN (SELECT subject, array_agg(identity) AS identities FROM identity
              WHERE %(subjects)s::uuid[] IS NULL OR subject = ANY(%(subjects)s::uuid[])
              GROUP BY subject) known ON known.subject = d.subject
 WHERE %(subjects)s::uuid[] IS NULL OR d.subject = ANY(%(subjects)s::uuid[])

-- name: result_bodies
-- Every result of a court's order that was claimed, with what it is sent as.
SELECT result_id, partner, subject, sequence, previous_sequence, sent_at IS NOT NULL, body_key, body
  FROM order_result
 WHERE sequence IS NOT NULL
   AND (%(subjects)s::uuid[] IS NULL OR subject = ANY(%(subjects)s::uuid[]))

-- name: sequences
-- Streams whose sequences, of directives and of results of orders, are not 1, 2, 3 … up to the last
-- one given; after a restore they go on above its number, without a gap from there on.
WITH told AS (
    SELECT partner, subject, sequence,
           coalesce((SELECT max(number) FROM generation WHERE number < sequence), 0) AS base
      FROM (SELECT partner, subject, sequence FROM directive WHERE sequence IS NOT NULL
            UNION ALL
            SELECT partner, subject, sequence FROM order_result WHERE sequence IS NOT NULL) given
), run AS (
    SELECT partner, subject, base, count(*) AS given, count(DISTINCT sequence) AS various,
           min(sequence) AS lowest, max(sequence) AS highest
      FROM told
     GROUP BY partner, subject, base
), whole AS (
    SELECT partner, subject, sum(given)::bigint AS given, sum(various)::bigint AS various,
           min(lowest) AS lowest, max(highest) AS highest,
           bool_and(given = various AND lowest = base + 1 AND highest = base + given) AS sound
      FROM run
     GROUP BY partner, subject
)
SELECT partner, subject, given, various, lowest, highest, coalesce(s.last_sequence, 0)
  FROM whole FULL JOIN stream s USING (partner, subject)
 WHERE NOT coalesce(sound, true)
    OR coalesce(s.last_sequence, 0)
       <> greatest(coalesce(highest, 0), (SELECT coalesce(max(number), 0) FROM generation))
 ORDER BY partner, subject

-- name: wrong_answers
-- Directives whose columns do not say what their highest answer says; what was answered before the
-- directive was claimed is no answer (R14), nor is that one was never sent.
WITH best AS (
    SELECT DISTINCT ON (a.directive_id) a.directive_id, a.answer_no, a.result, a.reason_code
      FROM answer a
     WHERE a.refused = '' AND NOT (a.answer_no = 0 AND a.result = 'NOT_EXECUTED')
       AND NOT EXISTS (SELECT FROM directive early
                        WHERE early.directive_id = a.directive_id AND a.entry <= early.early_through)
     ORDER BY a.directive_id, a.answer_no DESC, a.entry, a.topic_no, a.partition, a."offset"
)
SELECT coalesce(d.directive_id, b.directive_id), d.directive_id IS NOT NULL,
       d.answer_no, d.answer, coalesce(d.answer_code, ''),
       b.answer_no, b.result, coalesce(b.reason_code, '')
  FROM (SELECT directive_id, answer_no, answer, answer_code FROM directive) d
  FULL JOIN best b USING (directive_id)
 WHERE (d.answer_no, d.answer, coalesce(d.answer_code, ''))
       IS DISTINCT FROM (b.answer_no, b.result, coalesce(b.reason_code, ''))
 ORDER BY 1

-- name: unapproved
-- Burdens that were claimed while they waited for approval, each with the burden that it amended.
SELECT d.directive_id, d.n, d.partner, d.subject, d.measure, d.instance, d.sent_as,
       d.terms, d.body, d.body_key, k.directive_id, k.terms, k.body, k.body_key
  FROM directive d
  LEFT JOIN directive k ON k.directive_id = d.supersedes AND k.measure_id = d.measure_id
                       AND k.sequence IS NOT NULL AND k.action <> 'LIFT'
 WHERE d.held AND d.sequence IS NOT NULL AND d.action <> 'LIFT'
