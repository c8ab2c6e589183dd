-- What courts are told of their orders. As with directives, the upper half is decided and part of the
-- digest; the lower half says how far it got and is not.

-- depends: 0004_holds

CREATE TABLE order_result (
    result_id    uuid PRIMARY KEY,
    court        text NOT NULL,           -- the department whose order it is
    subject      uuid NOT NULL,
    directive_id uuid,                    -- null: the order did not count, nothing was sent
    answer_no    integer,
    fields       jsonb NOT NULL,          -- what the court is told
    entry        bigint NOT NULL,
    ordinal      integer NOT NULL,        -- within its entry, in which order it is told

    partner      text,                    -- whose topic carries it, chosen at the claim
    sequence     bigint,                  -- in the stream of (partner, subject), with directives
    previous_sequence bigint,
    body_key     smallint,
    body         bytea,                   -- encrypted: the bytes that are sent, fixed by the claim
    claimed_at   timestamptz,
    sent_at      timestamptz
);
CREATE INDEX order_result_unsent ON order_result (court, entry, ordinal) WHERE sent_at IS NULL;
CREATE INDEX order_result_stream ON order_result (partner, subject) WHERE sequence IS NOT NULL;
