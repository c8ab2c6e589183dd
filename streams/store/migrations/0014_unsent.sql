-- When the hub said of a court's burden that it came to nothing before it left (R6), or found that there is
-- nothing to say, since a later directive carried it out.

-- depends: 0013_order_numbers

ALTER TABLE directive ADD COLUMN unsent_said_at timestamptz;
CREATE INDEX directive_unsent ON directive (partner, entry)
 WHERE sequence IS NULL AND superseded_at IS NOT NULL AND unsent_said_at IS NULL AND action <> 'LIFT'
   AND terms ->> 'original_order_no' <> '';
