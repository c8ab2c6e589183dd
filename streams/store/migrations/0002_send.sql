-- What partners are told. The upper half of a directive row is decided and part of the digest; the
-- lower half says how far it got and is not.

-- depends: 0001_line

CREATE TABLE directive (
    directive_id  uuid PRIMARY KEY,
    measure_id    uuid NOT NULL,
    n             integer NOT NULL,
    action        text NOT NULL,          -- IMPOSE, AMEND, LIFT
    partner       text NOT NULL,
    subject       uuid NOT NULL,
    measure       text NOT NULL,
    instance      text NOT NULL,
    terms         jsonb NOT NULL,         -- every field of Terms
    documents     jsonb NOT NULL DEFAULT '[]',  -- the documents this directive itself comes with
    content       uuid NOT NULL,          -- digest of the terms a partner is told
    valid_until   date,
    reason        text NOT NULL,
    ordered_by    uuid,
    decided_on    date NOT NULL,
    entry         bigint NOT NULL,
    key_version   smallint NOT NULL,
    claim         bytea NOT NULL,         -- encrypted: how the ruling ground names the subject
    unconditional boolean NOT NULL,       -- a court's order still stands behind this lift
    held          boolean NOT NULL,       -- waits for a signature

    superseded_at timestamptz,            -- will not be sent, unless an answer brings it back
    sequence      bigint,                 -- per (partner, subject), given at the first claim
    previous_sequence bigint,
    sent_as       text,                   -- IMPOSE, AMEND or LIFT: what the table of R12 made of it
    supersedes    uuid,
    body_key      smallint,
    body          bytea,                  -- encrypted: the bytes that are sent, fixed by the claim
    claimed_at    timestamptz,
    sent_at       timestamptz,            -- when a transport first took it
    answer_within_s integer,
    answer_by     timestamptz,            -- its answer is awaited until then; null: none is
    attempts      integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,          -- to be sent then; null: nothing is to be sent
    misses        integer NOT NULL DEFAULT 0,   -- answer_by passed so often
    last_error    text NOT NULL DEFAULT '',
    returned_at   timestamptz,            -- the transport refused it for good: RETURNED
    answer_no     integer,                -- the highest answer, and when it came
    answer        text,
    answer_code   text,
    answered_at   timestamptz,
    weighed_no    integer,                -- the answer_no that the sender has taken into account
    UNIQUE (measure_id, n)
);
CREATE INDEX directive_subject ON directive (subject);
-- What the sender looks for, by state and never by a cursor; lifts stand first.
CREATE INDEX directive_unclaimed ON directive (partner, (action <> 'LIFT'), entry)
 WHERE sequence IS NULL AND superseded_at IS NULL;
CREATE INDEX directive_to_send ON directive (partner, (action <> 'LIFT'), next_attempt_at)
 WHERE next_attempt_at IS NOT NULL;
CREATE INDEX directive_awaited ON directive (partner, (action <> 'LIFT'), answer_by)
 WHERE answer_by IS NOT NULL AND next_attempt_at IS NULL;
CREATE INDEX directive_unweighed ON directive (partner)
 WHERE sequence IS NOT NULL AND answer_no IS DISTINCT FROM weighed_no;

-- The order of everything one partner is told about one subject.
CREATE TABLE stream (
    partner       text NOT NULL,
    subject       uuid NOT NULL,
    last_sequence bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (partner, subject)
);

CREATE TABLE answer (
    directive_id uuid NOT NULL,
    answer_no    integer NOT NULL,
    topic_no     smallint NOT NULL,
    partition    integer NOT NULL,
    "offset"     bigint NOT NULL,
    appended_at  timestamptz NOT NULL,
    entry        bigint NOT NULL,
    partner      text NOT NULL,
    result       text NOT NULL,
    reason_code  text NOT NULL,
    refused      text NOT NULL DEFAULT '',      -- E1601, E1602: kept, without effect
    body         jsonb NOT NULL,
    signature    text NOT NULL DEFAULT '',
    PRIMARY KEY (topic_no, partition, "offset")
);
CREATE INDEX answer_directive ON answer (directive_id, answer_no);

-- What an operator holds back: burdens wait, lifts flow.
CREATE TABLE hold (
    id        uuid PRIMARY KEY,
    scope     text NOT NULL,              -- PARTNER, MEASURE, ALL
    name      text NOT NULL DEFAULT '',
    held_by   text NOT NULL,
    because   text NOT NULL,
    held_at   timestamptz NOT NULL DEFAULT now(),
    released_by text,
    released_at timestamptz
);

-- How a partner's channel fares; paused_because is not null while it is broken.
CREATE TABLE channel (
    partner        text PRIMARY KEY,
    failures       integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    paused_because text,
    paused_at      timestamptz,
    resumed_by     text,
    resumed_because text,
    resumed_at     timestamptz,
    last_success_at timestamptz
);
