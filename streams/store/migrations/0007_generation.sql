-- After a restore the database is older than what partners have seen. Ids and sequences that are
-- given from then on are of a new generation, so that none of them was given before.

-- depends: 0006_acts

CREATE TABLE generation (
    number      bigint PRIMARY KEY,       -- sequences given in it are above; part of its directives' ids
    after_entry bigint NOT NULL,          -- the last entry of the backup
    restored_at timestamptz NOT NULL DEFAULT now(),
    told_at     timestamptz               -- null: partners are not told anything yet
);

ALTER TABLE directive ADD COLUMN generation bigint NOT NULL DEFAULT 0;

-- What partners were told before a restore and the restored database did not know.
CREATE TABLE lost_directive (
    directive_id uuid PRIMARY KEY,
    measure_id   uuid NOT NULL,
    partner      text NOT NULL,
    generation   bigint NOT NULL REFERENCES generation
);
