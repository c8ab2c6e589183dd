-- The brake: how many burdens each source imposed on each day (R32), counted while the catalogue has a factor.

-- depends: 0022_keyed_contents

CREATE TABLE burden_day (
    source  text NOT NULL,
    day     date NOT NULL,
    burdens integer NOT NULL,
    PRIMARY KEY (source, day)
);
CREATE INDEX burden_day_by_day ON burden_day (day);

-- Whose record gives a measure its terms. Of what was decided before that was kept it is the first ground's.
CREATE FUNCTION source_of(terms jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(terms ->> 'source', ''), terms -> 'grounds' -> 0 ->> 'source')
$$;

CREATE INDEX directive_held_imposed ON directive (decided_on) WHERE held AND action = 'IMPOSE';
