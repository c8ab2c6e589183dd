-- What operators do that the line does not decide: who, why, about what, in one table for all of it.
-- What the line decides stands in the table of commands.

-- depends: 0005_order_results

CREATE TABLE act (
    id       uuid PRIMARY KEY,
    name     text NOT NULL,               -- hold.begin, directive.resend, key.rotate …
    about    text NOT NULL,               -- a partner, measure, directive or key; '' for everything
    detail   text NOT NULL,               -- what of it; no secret and nobody's data
    acted_by text NOT NULL,
    because  text NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    done_at  timestamptz                  -- null: begun, and it is not known to have been done
);
CREATE INDEX act_about ON act (about, begun_at);

INSERT INTO act (id, name, about, detail, acted_by, because, begun_at, done_at)
SELECT id, 'hold.begin', name, scope, held_by, because, held_at, held_at FROM hold
UNION ALL
SELECT gen_random_uuid(), 'hold.end', name, scope, released_by, coalesce(released_because, ''),
       released_at, released_at
  FROM hold WHERE released_at IS NOT NULL
UNION ALL
SELECT gen_random_uuid(), 'partner.resume', partner, '', resumed_by, resumed_because, resumed_at,
       resumed_at
  FROM channel WHERE resumed_at IS NOT NULL;

-- A hold has the id of the act that began it.
ALTER TABLE hold ADD FOREIGN KEY (id) REFERENCES act (id),
      DROP COLUMN held_by, DROP COLUMN because, DROP COLUMN released_by,
      DROP COLUMN released_because;
ALTER TABLE channel DROP COLUMN resumed_by, DROP COLUMN resumed_because, DROP COLUMN resumed_at;
