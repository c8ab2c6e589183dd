-- Who asked about whom and why, and what the HTTP interface finds its rows by.

-- depends: 0002_send

-- Rows are kept for ten years, which is the hub's own choice: the plan names no time. An operator
-- removes older ones. `subject` is the opaque key, null where the hub knows nobody of that code.
CREATE TABLE query_log (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT now(),
    asked_by text NOT NULL,
    purpose  text NOT NULL,
    kind     text NOT NULL,               -- SUBJECT, CHECK
    item     text NOT NULL DEFAULT '',    -- the item that was checked
    subject  uuid,
    answer   text NOT NULL DEFAULT ''     -- CLEAR, RESTRICTED, UNKNOWN
);
CREATE INDEX query_log_subject ON query_log (subject, asked_at) WHERE subject IS NOT NULL;
CREATE INDEX query_log_age ON query_log (asked_at);

CREATE INDEX page_of_topic ON page (topic_no, entry);
CREATE INDEX outcome_change_of_topic ON outcome_change (topic_no, entry);

-- What is counted at every look at the hub's metrics.
CREATE INDEX directive_open_lift ON directive (partner)
 WHERE action = 'LIFT' AND superseded_at IS NULL AND (answer IS NULL OR answer = 'ACCEPTED');
CREATE INDEX quarantine_open ON quarantine (topic_no) WHERE state = 'OPEN';
