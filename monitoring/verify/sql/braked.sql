-- What the brake held, from the directives and the journal alone (R32).

-- name: burdens
-- What each entry of messages imposed because of each department. Of what was decided before the
-- department was kept, it is that of the first ground. A catalogue is known by the entry that loaded it.
SELECT j.number, j.day, c.entry,
       coalesce(nullif(d.terms ->> 'source', ''), d.terms #>> '{grounds,0,source}') AS source,
       count(*)
  FROM directive d JOIN journal j ON j.number = d.entry JOIN catalogue c ON c.number = j.catalogue
 WHERE d.action = 'IMPOSE' AND j.kind = 'BATCH'
 GROUP BY j.number, j.day, c.entry, source
 ORDER BY j.number, source

-- name: journal_braked
SELECT number, detail -> 'braked' FROM journal WHERE detail ? 'braked' ORDER BY number

-- name: journal_approved
-- Approvals that were done: of one directive, or of all that was held of a department and a day.
SELECT detail -> 'doing' ->> 'directive_id', detail -> 'doing' ->> 'source', detail -> 'doing' ->> 'day'
  FROM journal
 WHERE kind = 'ACT' AND detail ->> 'result' = 'DONE'
   AND detail -> 'doing' ->> 'name' IN ('Release', 'ApproveBraked')

-- name: perhaps_braked
-- Every directive of a measure of which one is held, or was written in an entry that held some.
SELECT d.measure_id, d.partner, d.subject, d.measure, d.instance, d.directive_id, d.n, d.action, d.entry,
       d.decided_on, coalesce(nullif(d.terms ->> 'source', ''), d.terms #>> '{grounds,0,source}'),
       d.held, d.terms ->> 'release'
  FROM directive d
 WHERE d.measure_id IN (SELECT measure_id FROM directive WHERE held
                        UNION
                        SELECT b.measure_id
                          FROM journal j JOIN directive b ON b.entry = j.number
                         WHERE j.detail ? 'braked')
 ORDER BY d.measure_id, d.n
