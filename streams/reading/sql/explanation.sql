-- Why a directive was decided, and how far it got.

-- name: directive_decided
-- A directive with the journal entry that decided it.
SELECT d.directive_id, d.measure_id, d.n, d.action, d.partner, d.subject, d.measure, d.instance,
       d.terms::text, d.reason, d.decided_on, d.unconditional, d.ordered_by,
       j.number, j.id, j.kind, j.judged_at, j.code_version, c.version
  FROM directive d
  JOIN journal j ON j.number = d.entry
  LEFT JOIN catalogue c ON c.number = j.catalogue
 WHERE d.directive_id = %(directive)s

-- name: deliveries
-- How far directives got. `lifted_unsent`: a burden whose ground ended before it, or any burden of
-- the measure after it, was ever claimed.
SELECT d.directive_id, d.sequence, d.previous_sequence, d.sent_as, d.held, d.superseded_at,
       d.claimed_at, d.sent_at, d.answer_by, d.returned_at, d.answer, d.answer_code, d.answered_at,
       d.failures, d.last_error, d.aside_at,
       d.superseded_at IS NOT NULL AND d.sequence IS NULL AND d.action <> 'LIFT'
       AND coalesce((SELECT later.action = 'LIFT' FROM directive later
                      WHERE later.measure_id = d.measure_id AND later.n > d.n
                        AND (later.action = 'LIFT' OR later.sequence IS NOT NULL)
                      ORDER BY later.n
                      LIMIT 1), false) AS lifted_unsent
  FROM directive d
 WHERE d.directive_id = ANY(%(directives)s::uuid[])

-- name: answers_to
SELECT a.answer_no, a.result, a.reason_code, a.refused, t.name AS topic, a.partition, a."offset",
       a.appended_at, a.signature <> '' AS signed,
       COALESCE(a.refused = '' AND a.entry <= d.early_through, false) AS early
  FROM answer a JOIN topic t ON t.no = a.topic_no
  LEFT JOIN directive d USING (directive_id)
 WHERE a.directive_id = %(directive)s
 ORDER BY a.answer_no, a.entry, a."offset"

-- name: versions_by_entry
-- The versions of some records that were there when an entry was decided, newest first.
SELECT v.record, v.number, v.action, t.name, v.partition, v."offset", v.appended_at, v.fact_key
  FROM version v JOIN topic t ON t.no = v.topic_no
 WHERE v.record = ANY(%(records)s::uuid[]) AND v.entry <= %(entry)s
 ORDER BY v.record, v.number DESC

-- name: records_naming
-- Every record any version of which ever named a subject.
SELECT record FROM version WHERE subject = %(subject)s
UNION
SELECT record FROM related WHERE subject = %(subject)s

-- name: result_fields
-- What a court is told of its order.
SELECT fields::text FROM order_result WHERE result_id = %(result)s

-- name: result_delivery
SELECT partner, channel, sequence, previous_sequence, sent_at, returned_at, aside_at, failures, last_error
  FROM order_result
 WHERE result_id = %(result)s

-- name: result_decided
SELECT j.number AS entry, j.id AS entry_id, j.kind, j.day, j.judged_at, j.code_version
  FROM order_result r JOIN journal j ON j.number = r.entry
 WHERE r.result_id = %(result)s
