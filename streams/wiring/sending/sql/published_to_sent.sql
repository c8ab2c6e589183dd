-- How long directives took from the broker's time of the message that brought them about to the
-- end of their first sending. One that a tick, a command or another record's message brought about
-- has no such message and is left out.
SELECT extract(epoch FROM d.sent_at - max(v.appended_at))
  FROM directive d,
       LATERAL jsonb_array_elements(d.terms -> 'grounds') AS of(ground)
  JOIN version v
    ON v.record = encode(substring(sha256(convert_to('record' || chr(10) || (ground ->> 'source')
                  || chr(10) || (ground ->> 'record_no'), 'UTF8')) FROM 1 FOR 16), 'hex')::uuid
 WHERE d.directive_id = ANY(%(directives)s::uuid[]) AND v.entry = d.entry
   AND d.misses = 0 AND d.sent_at > now() - interval '1 minute'
 GROUP BY d.directive_id, d.sent_at
