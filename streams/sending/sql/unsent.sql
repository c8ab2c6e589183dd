-- Burdens of a court that were lifted before anything of them left.

-- name: unsent
-- Nothing is said between a restore and the word that partners may be told again; of what was claimed after
-- the backup nobody can say that it was never sent.
-- A court's burdens that were lifted before their first claim, each with whether nothing of what it asks for
-- left by a later one either. What is lifted never comes back, also where no claim has superseded it yet: only
-- what was decided last goes, and whoever asks holds the channel, so that no claim is under way.
SELECT d.directive_id,
       NOT EXISTS (SELECT FROM directive later
                    WHERE later.measure_id = d.measure_id AND later.n > d.n AND later.n < lift.n
                      AND later.sequence IS NOT NULL)
       AND NOT EXISTS (SELECT FROM lost_directive lost WHERE lost.measure_id = d.measure_id)
  FROM directive d,
       LATERAL (SELECT min(l.n) AS n FROM directive l
                 WHERE l.measure_id = d.measure_id AND l.n > d.n AND l.action = 'LIFT') AS lift
 WHERE d.partner = %(partner)s AND d.sequence IS NULL
   AND d.unsent_said_at IS NULL AND d.action <> 'LIFT' AND d.terms ->> 'original_order_no' <> ''
   AND lift.n IS NOT NULL
   AND NOT EXISTS (SELECT FROM generation WHERE told_at IS NULL)
 ORDER BY d.entry, d.directive_id
 LIMIT %(limit)s

-- name: mark_unsent
UPDATE directive SET unsent_said_at = %(now)s WHERE directive_id = ANY(%(directives)s::uuid[])
