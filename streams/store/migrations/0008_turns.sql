-- When a fact stands differently by itself: an end's day, a repair's or a mark's first day or last.
-- It is told on that day, whether or not anybody is judged for it.

-- depends: 0007_generation

CREATE TABLE turn (
    record uuid PRIMARY KEY,              -- the first of the records that tell of the fact
    day    date                           -- null: it turns no more
);
CREATE INDEX turn_day ON turn (day, record) WHERE day IS NOT NULL;
