"""R9 and R10 as amended: the eighteenth birthday, and what holds a measure up."""

from itertools import permutations

import pytest
from scenario.calendar import day
from scenario.cast import A
from scenario.codes import citizen_number
from scenario.drivers import MakeHub
from scenario.expect import in_force, on
from scenario.hub import Hub
from scenario.message import judgment, penalty, related, wage
from scenario.orders import every_order

from streams.kinds.event import Subject, SubjectKind

BAN = on(A, "PRC-01")


def born(on_day: str) -> Subject:
    """Return a person born on a day, written YYYYMMDD."""
    number = citizen_number(on_day, 1)
    return Subject(kind=SubjectKind.PERSON, name="赵六", id_type="ID_CARD", id_number=number)


@pytest.mark.parametrize(
    ("birthday", "decided", "due"),
    [
        ("20080602", "2026-06-01", False),
        ("20080602", "2026-06-02", False),
        ("20080602", "2026-06-03", True),
        ("20080229", "2026-02-28", False),  # no 29 February in 2026: the birthday is 1 March
        ("20080229", "2026-03-01", False),
        ("20080229", "2026-03-02", True),
        ("20071231", "2025-12-31", False),
        ("20071231", "2026-01-01", True),
    ],
)
@pytest.mark.parametrize("beside", [False, True], ids=["debtor", "principal"])
def test_w12_full_age_begins_the_day_after_the_birthday(
    make_hub: MakeHub, birthday: str, decided: str, *, due: bool, beside: bool
) -> None:
    """Decided on the eighteenth birthday a person is still a minor, for good (R9)."""
    person = born(birthday)
    hub = make_hub(on=day("2026-06-10"))
    listed = (
        {"about": A, "related": [related("PRINCIPAL", person)]} if beside else {"about": person}
    )
    hub.publish(judgment("1", decided=decided, **listed))
    assert (on(person, "LND-04") in in_force(hub)) is due
    assert {r.code for r in hub.refusals()} == (set() if due else {"D2004"})


def named(hub: Hub) -> list[str]:
    """Return the numbers of the records that hold A's ban up now."""
    return [ground.record_no for ground in hub.grounds(BAN)]


def test_w10_the_grounds_are_those_that_stand_in_every_order(make_hub: MakeHub) -> None:
    """Both while both stand, then the one; none where nothing holds (R10)."""
    one, two = wage("GRD-1", until="2028-01-01"), wage("GRD-2", until="2028-01-01")
    for hub in every_order(make_hub, one, two):
        assert named(hub) == ["GRD-1", "GRD-2"]
    for hub in every_order(make_hub, one, two, two.revoked(2)):
        assert named(hub) == ["GRD-1"]
    for hub in every_order(make_hub, one, two, two.ended(2, on="06-03"), one.revoked(2)):
        assert named(hub) == ["GRD-2"]
        hub.tick(day("06-03"))
        assert named(hub) == []


def test_w10_in_whatever_entries_they_come(make_hub: MakeHub) -> None:
    """Grounds of two triggers, one after the other or at once, with a revoke or without (R10)."""
    listed, banned = wage("GRD-2"), penalty("GRD-1", until="2027-01-01")
    for messages in permutations((listed, banned, listed.revoked(2))):
        for cut in range(len(messages) + 1):
            hub = make_hub()
            for entry in (messages[:cut], messages[cut:]):
                if entry:
                    hub.publish(*entry)
            assert named(hub) == ["GRD-1"]
        if make_hub().few_orders:
            return
