-- A court's burden that was lifted unsent is told of before any claim supersedes it: its partner's channel may be
-- paused, and then nothing is claimed.

-- depends: 0016_stands_still

DROP INDEX directive_unsent;
CREATE INDEX directive_unsent ON directive (partner, entry)
 WHERE sequence IS NULL AND unsent_said_at IS NULL AND action <> 'LIFT'
   AND terms ->> 'original_order_no' <> '';
