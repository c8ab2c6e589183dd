-- What the line decides. Digests of 16 bytes are uuid; identity numbers stand here only inside
-- encrypted columns (bytea beside a key version). Rows of version, directive (its decided columns),
-- page, outcome_change, pool_page, answer and journal are added and never changed.

-- depends:

CREATE TABLE topic (
    no         smallint PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    source     text NOT NULL,             -- the department or partner whose topic it is
    topic_id   text NOT NULL              -- Kafka's own id: another one means the topic was made anew
);

CREATE TABLE position (
    topic_no    smallint NOT NULL REFERENCES topic,
    partition   integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic_no, partition)
);

CREATE TABLE catalogue (
    number    integer PRIMARY KEY,
    version   text NOT NULL,
    body      text NOT NULL,              -- schemas.catalogue.serialise
    entry     bigint NOT NULL
);

-- One row: where the line stands. Every deciding transaction locks it.
CREATE TABLE line (
    shard        smallint PRIMARY KEY DEFAULT 0,
    day          date,                    -- day of the last tick, null before the first
    entry        bigint NOT NULL DEFAULT 0,
    catalogue    integer REFERENCES catalogue,
    code_version text NOT NULL DEFAULT ''
);
INSERT INTO line (shard) VALUES (0);

CREATE TABLE heartbeat (
    shard       smallint PRIMARY KEY,
    holder      text NOT NULL,
    backend_pid integer NOT NULL,
    beaten_at   timestamptz NOT NULL
);

CREATE TABLE journal (
    number       bigint PRIMARY KEY,
    id           uuid NOT NULL UNIQUE,    -- made by the client: resolves an unknown commit
    kind         text NOT NULL,           -- BATCH, TICK, AGAIN, ACT
    day          date NOT NULL,
    judged_at    timestamptz NOT NULL,
    catalogue    integer NOT NULL,
    code_version text NOT NULL,
    detail       jsonb NOT NULL           -- positions, quarantined offsets, command, subjects
);

CREATE TABLE identity (
    identity    uuid PRIMARY KEY,         -- keyed digest of the identity
    subject     uuid NOT NULL,
    key_version smallint NOT NULL
);

CREATE TABLE subject (
    subject        uuid PRIMARY KEY,
    judge_again_on date,
    entry          bigint NOT NULL,
    key_version    smallint NOT NULL,
    claim          bytea NOT NULL         -- encrypted: how the subject was first named
);
CREATE INDEX subject_agenda ON subject (judge_again_on, subject) WHERE judge_again_on IS NOT NULL;

CREATE TABLE version (
    record       uuid NOT NULL,
    subject      uuid,
    fact_key     uuid,
    target       uuid,
    "offset"     bigint NOT NULL,
    entry        bigint NOT NULL,
    appended_at  timestamptz NOT NULL,
    number       integer NOT NULL,
    partition    integer NOT NULL,
    topic_no     smallint NOT NULL,
    key_version  smallint NOT NULL,
    action       smallint NOT NULL,       -- 1 ASSERT, 2 CORRECT, 3 END, 4 REVOKE
    grounding    boolean NOT NULL,        -- judging a subject must look at it
    content_hash bytea NOT NULL,
    related      uuid[],                  -- subject keys of related persons, in the event's order
    payload      bytea NOT NULL,          -- encrypted: the message as it came
    PRIMARY KEY (record, number)
);
-- Ciphertext does not shrink: no attempt is made to compress what is moved out of the row.
ALTER TABLE version ALTER COLUMN payload SET STORAGE EXTERNAL;
CREATE INDEX version_fact_key ON version (fact_key) WHERE fact_key IS NOT NULL;
CREATE INDEX version_subject ON version (subject, grounding) WHERE subject IS NOT NULL;
CREATE INDEX version_target ON version (target) WHERE target IS NOT NULL;

CREATE TABLE related (
    subject   uuid NOT NULL,
    record    uuid NOT NULL,
    grounding boolean NOT NULL,
    PRIMARY KEY (subject, record, grounding)
);

CREATE TABLE merged (
    merged uuid PRIMARY KEY,
    kept   uuid NOT NULL,
    entry  bigint NOT NULL
);

CREATE TABLE waiting (
    record        uuid PRIMARY KEY,
    since         date NOT NULL,
    expired       boolean NOT NULL DEFAULT false,   -- its department was told that it waits long
    settled_entry bigint                  -- the entry it waits no more since, null while it waits
);
CREATE INDEX waiting_open ON waiting (since) WHERE settled_entry IS NULL;

-- The first outcomes of one entry and one partition, as one row of arrays of equal length.
CREATE TABLE page (
    entry      bigint NOT NULL,
    topic_no   smallint NOT NULL,
    partition  integer NOT NULL,
    offsets    bigint[] NOT NULL,
    outcomes   smallint[] NOT NULL,
    codes      text[] NOT NULL,
    fields     text[] NOT NULL,
    hints      text[] NOT NULL,
    record_nos text[] NOT NULL,
    versions   integer[] NOT NULL,        -- 0 where a message had none
    event_ids  text[] NOT NULL,
    causes     text[] NOT NULL,           -- '' or department/record_no
    judged_at  timestamptz NOT NULL,
    sent_at    timestamptz,
    PRIMARY KEY (entry, topic_no, partition)
);
CREATE INDEX page_unsent ON page (entry) WHERE sent_at IS NULL;
CREATE INDEX page_place ON page (topic_no, partition, (offsets[1]));

-- Outcomes that became others later.
CREATE TABLE outcome_change (
    entry     bigint NOT NULL,
    ordinal   integer NOT NULL,
    topic_no  smallint NOT NULL,
    partition integer NOT NULL,
    "offset"  bigint NOT NULL,
    outcome   smallint NOT NULL,
    code      text NOT NULL,
    field     text NOT NULL DEFAULT '',
    hint      text NOT NULL DEFAULT '',
    record_no text NOT NULL,
    version   integer NOT NULL,
    event_id  text NOT NULL,
    cause     text NOT NULL,
    judged_at timestamptz NOT NULL,
    sent_at   timestamptz,
    PRIMARY KEY (entry, ordinal)
);
CREATE INDEX outcome_change_place ON outcome_change (topic_no, partition, "offset", entry, ordinal);
CREATE INDEX outcome_change_unsent ON outcome_change (entry, ordinal) WHERE sent_at IS NULL;

CREATE VIEW outcome_history AS
SELECT p.entry, 0 AS ordinal, p.topic_no, p.partition, o."offset", o.outcome, o.code, o.field,
       o.hint, o.record_no, o.version, o.event_id, o.cause, p.judged_at
  FROM page p,
       unnest(p.offsets, p.outcomes, p.codes, p.fields, p.hints, p.record_nos, p.versions,
              p.event_ids, p.causes)
         AS o("offset", outcome, code, field, hint, record_no, version, event_id, cause)
UNION ALL
SELECT c.entry, c.ordinal + 1, c.topic_no, c.partition, c."offset", c.outcome, c.code, c.field,
       c.hint, c.record_no, c.version, c.event_id, c.cause, c.judged_at
  FROM outcome_change c;

CREATE VIEW outcome_current AS
SELECT DISTINCT ON (topic_no, partition, "offset") *
  FROM outcome_history
 ORDER BY topic_no, partition, "offset", entry DESC, ordinal DESC;

CREATE TABLE pool_page (
    entry          bigint PRIMARY KEY,
    facts          uuid[] NOT NULL,
    subjects       uuid[] NOT NULL,       -- null element: the fact names nobody
    kinds          text[] NOT NULL,
    states         text[] NOT NULL,
    sources        text[] NOT NULL,
    provenances    integer[] NOT NULL,
    decided_on     date[] NOT NULL,
    content_hashes bytea[] NOT NULL,
    sent_at        timestamptz
);
CREATE INDEX pool_page_unsent ON pool_page (entry) WHERE sent_at IS NULL;

CREATE TABLE quarantine (
    topic_no    smallint NOT NULL,
    partition   integer NOT NULL,
    "offset"    bigint NOT NULL,
    entry       bigint NOT NULL,
    appended_at timestamptz NOT NULL,
    code        text NOT NULL,
    hint        text NOT NULL,
    key_version smallint NOT NULL,
    payload     bytea NOT NULL,           -- encrypted: the message as it came
    state       text NOT NULL DEFAULT 'OPEN',   -- OPEN, REPLAYED, DROPPED
    PRIMARY KEY (topic_no, partition, "offset")
);

CREATE TABLE task (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL,
    source       text NOT NULL,
    record_no    text NOT NULL,
    detail       text NOT NULL,
    subject      uuid,
    directive    uuid,
    opened_entry bigint NOT NULL,
    opened_at    timestamptz NOT NULL,
    closed_entry bigint
);
CREATE INDEX task_open ON task (opened_entry) WHERE closed_entry IS NULL;

CREATE TABLE command (
    id        uuid PRIMARY KEY,
    asked_at  timestamptz NOT NULL DEFAULT now(),
    asked_by  text NOT NULL,
    because   text NOT NULL,
    name      text NOT NULL,
    arguments jsonb NOT NULL,
    entry     bigint,                     -- the entry that took it, null while it waits
    result    jsonb
);
CREATE INDEX command_waiting ON command (asked_at, id) WHERE entry IS NULL;
