-- What was decided, table by table, as `digest.py` reads it.

-- name: digested_line
SELECT entry, code_version FROM line WHERE shard = 0

-- name: digest_catalogue
SELECT number, version, body, entry FROM catalogue ORDER BY number

-- name: digest_journal
SELECT number, id, kind, day, judged_at, catalogue, detail FROM journal ORDER BY number

-- name: digest_line
SELECT shard, day, entry, catalogue FROM line ORDER BY shard

-- name: digest_position
SELECT t.name, p.partition, p.next_offset
  FROM position p JOIN topic t ON t.no = p.topic_no
 ORDER BY t.name COLLATE "C", p.partition

-- name: digest_identity
SELECT identity, subject FROM identity ORDER BY identity

-- name: digest_subject
SELECT subject, entry FROM subject ORDER BY subject

-- name: digest_version
SELECT v.record, v.number, v.subject, v.fact_key, v.target, t.name, v.partition, v."offset",
       v.entry, v.appended_at, v.action, v.grounding, v.content_hash, v.related
  FROM version v JOIN topic t ON t.no = v.topic_no
 ORDER BY v.record, v.number

-- name: digest_related
SELECT subject, record, grounding FROM related ORDER BY subject, record, grounding

-- name: digest_merged
SELECT merged, kept, entry FROM merged ORDER BY merged

-- name: digest_waiting
SELECT record, since, settled_entry FROM waiting ORDER BY record

-- name: digest_agenda
SELECT what, key, due_on FROM agenda WHERE due_on IS NOT NULL ORDER BY what COLLATE "C", key

-- name: digest_burden_day
SELECT source, day, burdens FROM burden_day ORDER BY source COLLATE "C", day

-- name: digest_page
SELECT p.entry, t.name, p.partition, p.offsets, p.outcomes, p.codes, p.fields, p.hints,
       p.record_nos, p.versions, p.event_ids, p.causes, p.judged_at
  FROM page p JOIN topic t ON t.no = p.topic_no
 ORDER BY p.entry, t.name COLLATE "C", p.partition

-- name: digest_outcome_change
SELECT c.entry, c.ordinal, t.name, c.partition, c."offset", c.outcome, c.code, c.field, c.hint,
       c.record_no, c.version, c.event_id, c.cause, c.judged_at
  FROM outcome_change c JOIN topic t ON t.no = c.topic_no
 ORDER BY c.entry, c.ordinal

-- name: digest_pool_page
SELECT entry, facts, subjects, kinds, states, sources, provenances, decided_on, effective_until,
       list_codes, colours, disclosures
  FROM pool_page WHERE entry > (SELECT pool_since FROM line WHERE shard = 0) ORDER BY entry

-- name: digest_quarantine
SELECT t.name, q.partition, q."offset", q.entry, q.appended_at, q.code, q.hint, q.state
  FROM quarantine q JOIN topic t ON t.no = q.topic_no
 ORDER BY t.name COLLATE "C", q.partition, q."offset"

-- name: digest_task
SELECT id, kind, source, record_no, detail, subject, directive, opened_entry, opened_at,
       closed_entry
  FROM task ORDER BY id

-- name: digest_directive
SELECT directive_id, measure_id, n, action, partner, subject, measure, instance, terms, documents,
       content, valid_until, reason, ordered_by, decided_on, entry, unconditional, held
  FROM directive ORDER BY directive_id

-- name: digest_answer
SELECT a.directive_id, a.answer_no, t.name, a.partition, a."offset", a.appended_at, a.entry,
       a.partner, a.result, a.reason_code, a.refused, a.body, a.signature
  FROM answer a JOIN topic t ON t.no = a.topic_no
 ORDER BY t.name COLLATE "C", a.partition, a."offset"

-- name: digest_order_result
SELECT result_id, court, subject, directive_id, answer_no, fields, entry, ordinal
  FROM order_result ORDER BY result_id
