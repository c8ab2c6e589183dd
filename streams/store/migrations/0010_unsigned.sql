-- What waits for a signature stands in an index of its own: a sender that looks for what may go
-- walks over none of it (R12: HELD stops only itself).

-- depends: 0009_told_anew

DROP INDEX directive_unclaimed;
CREATE INDEX directive_unclaimed ON directive (partner, (action <> 'LIFT'), entry)
 WHERE sequence IS NULL AND superseded_at IS NULL AND NOT held;
CREATE INDEX directive_unsigned ON directive (partner)
 WHERE sequence IS NULL AND superseded_at IS NULL AND held;
