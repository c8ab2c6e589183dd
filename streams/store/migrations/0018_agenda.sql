-- One agenda in place of three clocks: a subject's day to be judged again, a record's day to be told of again, and the
-- thirty days after which a record has waited too long.

-- depends: 0017_unsent_while_paused

CREATE TABLE agenda (
    what   text NOT NULL,                 -- SUBJECT, RECORD, WAITING: streams/agenda.py
    key    uuid NOT NULL,                 -- of the subject, of the record
    due_on date,                          -- null: it is over, or waits for no day any more
    PRIMARY KEY (what, key)
);
INSERT INTO agenda (what, key, due_on)
SELECT 'SUBJECT', subject, judge_again_on FROM subject WHERE judge_again_on IS NOT NULL
UNION ALL
SELECT 'RECORD', record, day FROM turn WHERE day IS NOT NULL
UNION ALL
SELECT 'WAITING', record, since + 30 FROM waiting WHERE settled_entry IS NULL AND NOT expired;
CREATE INDEX agenda_due ON agenda (what, due_on, key) WHERE due_on IS NOT NULL;

ALTER TABLE subject DROP COLUMN judge_again_on;
ALTER TABLE waiting DROP COLUMN expired;
DROP TABLE turn;
