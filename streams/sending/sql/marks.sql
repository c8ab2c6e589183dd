-- What became of an attempt, and what an operator does about one.

-- name: mark_sent
-- A transport took it: that says nothing about its effect, and no answer is touched (R14). Rows are
-- taken in the order of their ids, see `lock_directives.sql`.
WITH mine AS MATERIALIZED (
    SELECT directive_id FROM directive
     WHERE directive_id = ANY(%(ids)s::uuid[])
     ORDER BY directive_id
       FOR NO KEY UPDATE)
UPDATE directive AS d
   SET sent_at = coalesce(sent_at, %(now)s), attempts = attempts + 1, next_attempt_at = NULL,
       last_error = '',
       failures = 0, failing_since = NULL, aside_at = NULL,
       answer_by = CASE WHEN returned_at IS NULL AND (answer IS NULL OR answer = 'ACCEPTED')
                        THEN %(now)s + make_interval(secs => answer_within_s) END
  FROM mine
 WHERE d.directive_id = mine.directive_id

-- name: mark_failed
-- What was set aside while it was tried stays so.
UPDATE directive
   SET attempts = attempts + 1, failures = failures + 1,
       failing_since = coalesce(failing_since, %(now)s), last_error = %(error)s,
       next_attempt_at = CASE WHEN aside_at IS NULL THEN %(next_attempt_at)s::timestamptz END
 WHERE directive_id = %(id)s

-- name: mark_returned
UPDATE directive
   SET attempts = attempts + 1, last_error = %(error)s, returned_at = coalesce(returned_at, %(now)s),
       next_attempt_at = NULL, answer_by = NULL, aside_at = NULL
 WHERE directive_id = %(id)s

-- name: resend
-- What its partner has not answered for good goes again, also what was set aside; the table of R12 is
-- asked first.
UPDATE directive SET next_attempt_at = %(now)s, aside_at = NULL
 WHERE directive_id = %(id)s AND body IS NOT NULL AND returned_at IS NULL
   AND (answer IS NULL OR answer = 'ACCEPTED')

-- name: sent_as
SELECT sent_as FROM directive WHERE directive_id = %(directive)s

-- name: set_aside
-- What was claimed and is still to be sent or answered is not tried any more.
UPDATE directive SET aside_at = %(now)s, next_attempt_at = NULL, answer_by = NULL
 WHERE directive_id = %(id)s AND returned_at IS NULL
   AND (answer IS NULL OR answer = 'ACCEPTED')
   AND (next_attempt_at IS NOT NULL OR answer_by IS NOT NULL)

-- name: published_to_sent
-- How long directives took from the broker's time of the message that brought them about to the
-- end of their first sending. One that a tick, a command or another record's message brought about
-- has no such message and is left out. Asked record by record: each is found by its key.
SELECT extract(epoch FROM d.sent_at - told.appended_at)
  FROM directive d,
       LATERAL (
         SELECT max(found.appended_at) AS appended_at
           FROM jsonb_array_elements(d.terms -> 'grounds') AS of(ground),
                LATERAL (
                  SELECT max(v.appended_at) AS appended_at
                    FROM version v
                   WHERE v.record = encode(substring(sha256(convert_to(
                           'record' || chr(10) || (ground ->> 'source')
                           || chr(10) || (ground ->> 'record_no'), 'UTF8')) FROM 1 FOR 16), 'hex')::uuid
                     AND v.entry = d.entry) AS found) AS told
 WHERE d.directive_id = ANY(%(directives)s::uuid[]) AND told.appended_at IS NOT NULL
   AND d.misses = 0 AND d.sent_at > now() - interval '1 minute'
