-- Results of orders go by whichever channel their court has, and are tried again like directives.

-- depends: 0019_compared_anew

ALTER TABLE order_result
      ADD COLUMN channel text,                         -- for which the claim fixed the body
      ADD COLUMN attempts integer NOT NULL DEFAULT 0,
      ADD COLUMN failures integer NOT NULL DEFAULT 0,  -- in a row
      ADD COLUMN failing_since timestamptz,            -- the first of them
      ADD COLUMN last_error text NOT NULL DEFAULT '',
      ADD COLUMN next_attempt_at timestamptz,          -- not before; null: as soon as its channel works
      ADD COLUMN returned_at timestamptz,              -- its partner's address refused it for good
      ADD COLUMN aside_at timestamptz;                 -- set aside by an operator, and not tried

-- Until now they went by topics alone. What is sent is not asked about any more.
UPDATE order_result SET channel = 'TOPIC' WHERE sequence IS NOT NULL AND sent_at IS NULL;
