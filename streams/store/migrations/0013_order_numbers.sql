-- By what courts' orders, and repairs and marks of them, are found whose numbers are written in other brackets,
-- width, case or spacing (R6): digests of folded numbers, which only the line can compute. What is stored by now is
-- listed; the deciding worker works the list off before it reads on, and has its subjects looked at again.

-- depends: 0012_before_the_claim

ALTER TABLE version ADD COLUMN own_number uuid,      -- of an order: its own number
                    ADD COLUMN about_number uuid;    -- of an order, a repair, a mark: the number it is about
CREATE INDEX version_own_number ON version (own_number) WHERE own_number IS NOT NULL;
CREATE INDEX version_about_number ON version (about_number) WHERE about_number IS NOT NULL;

CREATE TABLE unnumbered (
    record uuid NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (record, number)
);
INSERT INTO unnumbered (record, number)
SELECT record, number FROM version
 WHERE action IN (1, 2)
   AND (target IS NOT NULL
        OR (grounding AND topic_no IN (
            SELECT t.no
              FROM topic t, catalogue c, jsonb_each(c.body::jsonb -> 'departments') AS d(id, said)
             WHERE d.id = t.source AND (d.said ->> 'court')::boolean)));
