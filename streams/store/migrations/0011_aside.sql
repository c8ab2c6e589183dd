-- Each directive fails by itself, and one that fails again and again may be set aside.

-- depends: 0010_unsigned

ALTER TABLE directive
      ADD COLUMN failures integer NOT NULL DEFAULT 0,  -- in a row, since a transport last took it
      ADD COLUMN failing_since timestamptz,            -- the first of them
      ADD COLUMN aside_at timestamptz;                 -- set aside by an operator, and not tried
CREATE INDEX directive_aside ON directive (partner) WHERE aside_at IS NOT NULL;

-- The directive that was not reached last, while nobody else was reached since.
ALTER TABLE channel ADD COLUMN unreached uuid;
