"""A claim that fails on its way leaves nothing: no sequence is given that is not kept."""

import psycopg
import pytest
from support.outbox_rows import Outbox

#: Whoever gives a sequence is stopped after everything else was written.
STOP = """
CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'stopped'; END $$;
CREATE TRIGGER stop BEFORE UPDATE OF sequence ON directive FOR EACH ROW EXECUTE FUNCTION stop();
"""


def test_a_claim_stopped_half_way_is_none(outbox: Outbox) -> None:
    """Neither sequence nor body is there, and what goes in the end has sequence 1 (R13)."""
    imposed = outbox.decide("IMPOSE")
    outbox.connection.execute(STOP)
    with pytest.raises(psycopg.errors.RaiseException):
        outbox.claim()
    assert outbox.column(imposed.directive_id, "sequence") is None
    assert outbox.column(imposed.directive_id, "body") is None
    outbox.connection.execute("DROP TRIGGER stop ON directive")
    (sent,) = outbox.claim()
    assert (sent.id, sent.sequence) == (imposed.directive_id, 1)
