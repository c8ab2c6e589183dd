"""The line decides while a sender claims: what it commits before the last statement counts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from support.outbox_rows import SEAL, A, B, Outbox

from streams.rule.measure import MeasureKey
from streams.sending.claims import READINGS, Claims
from streams.sending.holds import Holds
from streams.sending.stream_rows import StreamRow
from streams.store.connection import connect


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowClaims(Claims):
    """Once it has read its rows, it is stopped for as long as the line takes to decide."""

    meanwhile: list[Callable[[], object]]

    def _rows(self, streams: Mapping[UUID, int], holds: Holds) -> list[StreamRow]:
        # Not super(): a dataclass with slots is made anew.
        found = Claims._rows(self, streams, holds)
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return found


@pytest.fixture
def line(outbox: Outbox, fresh_database: str) -> Iterator[Outbox]:
    """The line: what it decides is committed on a connection of its own."""
    with connect(fresh_database, "test line") as connection:
        yield Outbox(connection=connection, catalogue=outbox.catalogue, decided=outbox.decided)


def _slow(outbox: Outbox, *meanwhile: Callable[[], object]) -> SlowClaims:
    return SlowClaims(
        connection=outbox.connection,
        seal=SEAL,
        partner="bank",
        channel=outbox.catalogue.partners["bank"].channel,
        meanwhile=list(meanwhile),
    )


def test_a_burden_is_not_claimed_after_its_lift_was_committed(outbox: Outbox, line: Outbox) -> None:
    """The lift comes after the rows were read and before the sequence is given: nothing goes."""
    imposed = outbox.decide("IMPOSE")
    claims = _slow(outbox, lambda: line.decide("LIFT"))
    assert claims.claim(outbox.catalogue, outbox.now, outbox.today) == ()
    assert outbox.column(imposed.directive_id, "sequence") is None
    assert outbox.column(imposed.directive_id, "superseded_at") is not None
    assert outbox.claim() == ()


def test_what_else_was_to_go_goes_all_the_same_and_leaves_no_gap(
    outbox: Outbox, line: Outbox
) -> None:
    """Rows are read anew: the others are claimed with the sequences that follow."""
    outbox.decide("IMPOSE")
    kept = outbox.decide("IMPOSE", subject=B)
    claims = _slow(outbox, lambda: line.decide("LIFT"))
    (sent,) = claims.claim(outbox.catalogue, outbox.now, outbox.today)
    assert (sent.id, sent.sequence) == (kept.directive_id, 1)
    outbox.sent(sent)
    again = outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    assert (sent.id, sent.sequence) == (again.directive_id, 1)


def test_a_lift_goes_whatever_is_decided_meanwhile(outbox: Outbox, line: Outbox) -> None:
    """It takes back what the partner holds; what came after it follows."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    lift = outbox.decide("LIFT")
    claims = _slow(outbox, lambda: line.decide("IMPOSE"))
    (sent,) = claims.claim(outbox.catalogue, outbox.now, outbox.today)
    assert sent.id == lift.directive_id


def test_a_line_that_never_stops_deciding_keeps_no_sender(outbox: Outbox, line: Outbox) -> None:
    """After a few readings the sender lets it be, has written nothing, and comes back later."""
    outbox.decide("IMPOSE")
    claims = _slow(outbox, *[lambda: line.decide("AMEND")] * READINGS)
    assert claims.claim(outbox.catalogue, outbox.now, outbox.today) == ()
    (sent,) = outbox.claim()
    (*earlier, last) = outbox.decided[MeasureKey(partner="bank", subject=A, measure="BNK-07")]
    assert sent.id == last.directive_id
    assert all(outbox.column(one.directive_id, "superseded_at") for one in earlier)


def test_burdens_that_are_overtaken_again_and_again_keep_no_lift(
    outbox: Outbox, line: Outbox
) -> None:
    """At the last reading the lifts go alone; the burden goes with the next claim."""
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide("IMPOSE")
    lift = outbox.decide("LIFT", subject=B)
    claims = _slow(outbox, *[lambda: line.decide("AMEND")] * READINGS)
    (sent,) = claims.claim(outbox.catalogue, outbox.now, outbox.today)
    assert sent.id == lift.directive_id
    outbox.sent(sent)
    (burden,) = outbox.claim()
    assert burden.subject == A
