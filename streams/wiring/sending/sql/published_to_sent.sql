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
