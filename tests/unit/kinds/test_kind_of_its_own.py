"""A kind of event is a source, a module and a row: added as CONTRIBUTING says, it is acted upon."""

from pathlib import Path

import pytest
from support.own_kinds import OWN, Forgery, OwnLine, write_contracts

from schemas.samples import sample
from schemas.samples.parts import COURT, TAX
from streams.accept.outcome import Outcome, Refused
from streams.kinds import table
from streams.line.entry import Arrived


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnLine:
    """A line to which the kinds were added, in all their parts."""
    for name, kind in table.gathered(OWN).items():
        monkeypatch.setitem(table._BY_NAME, name, kind)
    return OwnLine(write_contracts(tmp_path / "schemas"))


def _sent(line: OwnLine) -> list[tuple[str, str, str]]:
    """Who was told of which measure what, by the message that came last."""
    return [(d.key.partner, d.key.measure, d.action) for d in line.decided[-1].issued.directives]


def test_a_fact_is_played_from_bytes_to_a_directive(line: OwnLine) -> None:
    """Its trigger grounds a measure, whose terms tell the reason that the kind gives."""
    arrival = line.publish("Forgery")
    assert isinstance(arrival, Arrived)
    assert arrival.event.body == Forgery(forged="12号")
    assert _sent(line) == [("procurement", "PRC-01", "IMPOSE")]
    (directive,) = line.decided[-1].issued.directives
    assert directive.terms.reason == "伪造12号"


def test_its_content_makes_repeats_and_corrections(line: OwnLine) -> None:
    """The same content again is a repeat; other content in a higher version is a correction."""
    line.publish("Forgery")
    line.publish("Forgery")
    line.publish("Forgery", version=2, action="CORRECT", forged="13号")
    outcomes = [receipt.outcome for changes in line.decided for receipt in changes.issued.receipts]
    assert outcomes[0] is Outcome.ACCEPTED
    assert outcomes[1] is Outcome.REPEAT
    assert Outcome.CORRECTED in outcomes[2:]
    assert line.decided[-1].issued.directives[0].terms.reason == "伪造13号"


def test_what_it_cannot_do_without_is_refused(line: OwnLine) -> None:
    """A field that the kind needs, and a text longer than its limit, are named."""
    wanting = line.publish("Forgery", forged="")
    assert isinstance(wanting, Refused)
    assert (wanting.code, wanting.field) == ("E1101", "forged")
    long = line.publish("Forgery", forged="一" * 129)
    assert isinstance(long, Refused)
    assert (long.code, long.field) == ("E1106", "forged")


def test_an_order_is_played_from_bytes_to_a_directive(line: OwnLine) -> None:
    """It freezes at the partner that it names, for its object, and one about it lets go."""
    line.publish("StopPayment", topic="court", record_no="ZF-1")
    assert _sent(line) == [("bank", "BNK-02", "IMPOSE")]
    assert line.decided[-1].issued.directives[0].terms.reason == ""
    line.publish("StopPayment", topic="court", record_no="ZF-2", lets_go="ZF-1")
    assert _sent(line) == [("bank", "BNK-02", "LIFT")]


def test_an_order_is_taken_from_a_court_alone(line: OwnLine) -> None:
    """The kind says that only courts send it, whatever the catalogue gives a department (D6)."""
    refused = line.publish("StopPayment", authority=COURT)
    assert isinstance(refused, Refused)
    assert refused.code == "E1505"


def test_an_order_to_nobody_is_refused(line: OwnLine) -> None:
    """A partner that the catalogue does not have is the kind's to find."""
    refused = line.publish("StopPayment", topic="court", bank="nobody")
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("E1301", "bank")


def test_an_attachment_is_played_from_bytes_to_a_directive(line: OwnLine) -> None:
    """It has neither subject nor day of its own, and lifts what its target grounded."""
    line.publish("Forgery")
    number = sample("credit.events.AdministrativePenalty")["record_no"]
    authority = TAX
    line.publish(
        "Rehabilitation",
        record_no="HF-1",
        authority=authority,
        target={"department": "tax", "record_no": number},
        decided_on=None,
    )
    assert _sent(line) == [("procurement", "PRC-01", "LIFT")]
    (receipt,) = [r for r in line.decided[-1].issued.receipts if r.record_no == "HF-1"]
    assert receipt.outcome is Outcome.REPAIRED


def test_an_attachment_to_nobodys_record_is_refused(line: OwnLine) -> None:
    """A department that the catalogue does not have is found by what all of them share."""
    authority = TAX
    target = {"department": "nobody", "record_no": "1"}
    refused = line.publish("Rehabilitation", authority=authority, target=target)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("E1301", "target.department")
