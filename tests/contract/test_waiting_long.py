"""What a department and an officer are told after 30 days, by what a record waits for (D8)."""

from dataclasses import replace

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import StoreUnderTest
from scenario.cast import A, B
from scenario.message import Message, continuation, freeze, repair, unseal, wage

from streams.accept.codes import advice
from streams.accept.outcome import Outcome

BY_NUMBER = replace(A, uscc="", registration_no="320400000012345")
ACCOUNT, ANOTHER = ({"kind": "ACCOUNT", "type": "", "number": n} for n in ("6222", "6229"))
#: What is published, which of it waits, under what code, and what an officer reads.
WAITING: dict[str, tuple[list[Message], int, str, str]] = {
    "no ASSERT": ([wage("1").corrected(2)], 0, "E1403", "waited for its first ASSERT"),
    "no original": ([repair("R", of=wage("9"))], 0, "E1403", "waited for its original"),
    "no code": ([wage("1", about=BY_NUMBER)], 0, "E1001", "waited for a code of its subject"),
    "another subject's": (
        [freeze("12", about=B), continuation("13", of="12")],
        1,
        "E1405",
        "waited for an original that fits it",
    ),
    "about another object": (
        [freeze("12", objects=[ACCOUNT]), continuation("13", of="12", objects=[ANOTHER])],
        1,
        "E1405",
        "waited for an original that fits it",
    ),
    "of another sort": (
        [freeze("12"), unseal("13", of="12")],
        1,
        "E1405",
        "waited for an original that fits it",
    ),
}


@pytest.mark.parametrize("why", WAITING)
def test_each_is_told_what_it_waits_for(
    line: LineOnStore, under_test: StoreUnderTest, why: str
) -> None:
    """Parked and expired come under one code, whose advice helps; the task says the same."""
    told, which, code, read = WAITING[why]
    line.publish(*told)
    origin = (f"credit.events.{told[which].department}", 0, which)
    for _ in range(30):
        line.tick()
    seen = [outcome[:2] for outcome in under_test.seen().outcomes[origin]]
    assert seen == [(Outcome.PARKED, code), (Outcome.PARK_EXPIRED, code)]
    details = [str(task[3]) for task in under_test.seen().tasks.values() if task[0] == "PARKED"]
    assert len(details) == 1
    assert read in details[0]


def test_a_corrected_order_waits_no_more(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """What the advice of E1405 says is what helps: the number corrected, the order counts."""
    assert "Correct the number" in advice("E1405")
    further = continuation("13", of="12")
    line.publish(freeze("12", about=B), freeze("14"), further)
    origin = ("credit.events.court", 0, 2)
    assert under_test.seen().outcomes[origin][-1][:2] == (Outcome.PARKED, "E1405")
    line.publish(further.corrected(2, original_order_no="14"))
    assert under_test.seen().outcomes[("credit.events.court", 0, 3)][-1][0] is Outcome.CORRECTED
    assert under_test.seen().waiting == {}


def test_what_came_after_does_not_expire_with_it(
    line: LineOnStore, under_test: StoreUnderTest
) -> None:
    """Of a repair that waits and was corrected before, only what still waits is told again."""
    late = repair("R", of=wage("8"))
    line.publish(late, repair("R", of=wage("9")).corrected(2))
    for _ in range(30):
        line.tick()
    first, second = (under_test.seen().outcomes[("credit.events.hrss", 0, n)] for n in (0, 1))
    assert [outcome for outcome, *_ in second] == [Outcome.PARKED, Outcome.PARK_EXPIRED]
    assert Outcome.PARK_EXPIRED not in [outcome for outcome, *_ in first]


def test_what_was_revoked_waits_for_nothing(line: LineOnStore, under_test: StoreUnderTest) -> None:
    """Nothing can come of it any more: nobody is asked for its original after 30 days."""
    parked = repair("R", of=wage("9"))
    line.publish(parked)
    line.publish(parked.revoked(2))
    for _ in range(31):
        line.tick()
    outcomes = under_test.seen().outcomes[("credit.events.hrss", 0, 0)]
    assert [outcome[0] for outcome in outcomes] == [Outcome.PARKED]
    assert not under_test.seen().tasks
