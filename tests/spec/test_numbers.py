"""One number used for two things, and one thing whose number is written in two ways."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, BODIES, A, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on
from scenario.frozen import FROZEN
from scenario.message import continuation, freeze, judgment, repair, unfreeze, wage
from scenario.orders import every_order


def account(number: str, type_: str = "") -> dict[str, str]:
    """An account as an order names it."""
    return {"kind": "ACCOUNT", "type": type_, "number": number}


def test_c99_a_revoke_acts_whatever_kind_it_comes_as(make_hub: MakeHub) -> None:
    """The court revokes judgment 12 on the form of an order: the judgment is revoked (R2, R4)."""
    listed = judgment("12")
    for hub in every_order(make_hub, listed, freeze("12").revoked(2)):
        assert in_force(hub) == set()
        assert hub.fact(listed).revoked


def test_c99_an_end_of_another_kind_ends_on_its_day(make_hub: MakeHub) -> None:
    """An entry ended on the form of a repair stays until that day, and is no repair (R4)."""
    listed = wage("12")
    ended = repair("12", of=wage("W1")).ended(2, on="06-10")
    for hub in every_order(make_hub, listed, ended):
        assert in_force(hub) == {on(A, "PRC-01"), on(A, "BNK-07")}
        assert hub.fact(listed).ended_on is not None


def test_c99_a_repair_ended_on_another_form_repairs_until_then(make_hub: MakeHub) -> None:
    """What the repair stopped comes back on the day of its end, and not before (R4)."""
    listed, repaired = wage("W1"), repair("12", of=wage("W1"))
    for hub in every_order(make_hub, listed, repaired, wage("12").ended(2, on="06-10")):
        assert in_force(hub) == set()


def test_c99_a_continuation_ended_on_another_form_repairs_nothing(make_hub: MakeHub) -> None:
    """The freeze stands as it is continued; nobody repaired it (R6)."""
    freezing, further = freeze("12", until="06-20"), continuation("14", of="12", until="12-01")
    ended = repair("14", of=wage("W1"), by="court").ended(2, on="06-30")
    for hub in every_order(make_hub, freezing, further, ended):
        assert in_force(hub) == {FROZEN}


def test_c99_a_number_of_two_kinds_is_a_task(make_line: MakeLine) -> None:
    """What came last rules and may lift what was there: a person looks at it, once (R2)."""
    line = make_line()
    line.publish(freeze("12"))
    line.publish(judgment("12", 2))
    line.publish(judgment("12").revoked(3))
    assert list(line.tasks()).count("KIND_CHANGED") == 1


@pytest.mark.parametrize(
    ("one", "other"), [("6222", "６２２２"), ("6222 0001", "62220001"), ("苏d1", "苏D1")]
)
def test_c100_an_object_is_one_however_it_is_written(
    make_hub: MakeHub, one: str, other: str
) -> None:
    """Frozen under one spelling and released under another, nothing stays frozen (R3, R6)."""
    freezing = freeze("12", objects=[account(one)])
    release = unfreeze("13", of="12", objects=[account(other)])
    for hub in every_order(make_hub, freezing, release):
        assert in_force(hub) == set()
    for hub in every_order(make_hub, freezing):
        assert len(hub.in_force()) == 1


def test_c100_an_object_named_twice_is_released_once(make_line: MakeLine) -> None:
    """One unconditional LIFT for each instance (R6)."""
    line = make_line()
    line.publish(freeze("12", objects=[account("6222")]))
    line.publish(unfreeze("13", of="12", objects=[account("6222"), account("６２２２")]))
    assert [decision.action for decision in line.decided("bank")] == ["IMPOSE", "LIFT"]
    assert "OBJECT_UNKNOWN" not in line.tasks()


def test_c100_a_release_of_what_was_not_frozen_is_a_task(make_line: MakeLine) -> None:
    """The freeze stands, the bank is told, and a person asks the court (R6)."""
    line = make_line()
    line.publish(freeze("12", objects=[account("6222")]))
    line.publish(unfreeze("13", of="12", objects=[account("6223")]))
    assert in_force(line) == {on(A, "BNK-02", "court|12|ACCOUNT:6222")}
    assert "OBJECT_UNKNOWN" in line.tasks()


@pytest.mark.parametrize(
    ("frozen", "released", "doubtful"),
    [
        ("小型汽车", "大型汽车", True),
        ("小型汽车", "小型汽车", False),
        ("小型汽车", "", False),
        ("", "大型汽车", False),
    ],
)
def test_c100_a_release_by_another_type_is_a_task(
    make_line: MakeLine, frozen: str, released: str, *, doubtful: bool
) -> None:
    """A plate may be that of two vehicles: the release acts, and a person asks which was meant."""
    told = [
        freeze("12", objects=[account("D1", frozen)]),
        unfreeze("13", of="12", objects=[account("d1", released)]),
    ]
    for messages in (told, told[::-1]):
        line = make_line()
        line.publish(*messages)
        assert in_force(line) == set()
        assert list(line.tasks()) == ["OBJECT_UNKNOWN"] * doubtful


def test_c100_an_order_about_two_things_of_one_number_is_a_task(make_line: MakeLine) -> None:
    """They are one measure at the partner, and a release of one would end both."""
    line = make_line()
    line.publish(freeze("12", objects=[account("D1", "小型汽车"), account("D1", "大型汽车")]))
    assert in_force(line) == {on(A, "BNK-02", "court|12|ACCOUNT:D1")}
    assert list(line.tasks()) == ["OBJECT_UNKNOWN"]


def test_c89_an_order_that_no_row_carries_out_is_a_task(make_line: MakeLine) -> None:
    """Nothing is sent to a partner without a row for it; a person tells the court (R6)."""
    line = make_line()
    line.publish(freeze("12", addressee="land"))
    assert list(line.tasks()) == ["NO_ROW"]


def test_c107_an_order_that_its_row_does_not_reach_is_a_task(make_line: MakeLine) -> None:
    """A freeze of a person where the row is for bodies, one decided before the row applies, one
    after its last edition: nothing is sent, and a person hears of it. An old one that had run out
    before the row went is nobody's matter (R6, R8)."""
    bodies, ended = replace(BNK_02, targets=BODIES), replace(BNK_02, valid_until=day("06-30"))
    line = make_line(catalogue([bodies]))
    line.publish(freeze("12", about=P))
    assert list(line.tasks()) == ["NO_ROW"]
    line = make_line(catalogue([]))
    line.load_catalogue(catalogue([BNK_02]))
    line.publish(freeze("12", decided="05-30"))
    assert list(line.tasks()) == ["NO_ROW"]
    line = make_line(catalogue([ended]))
    line.publish(freeze("12", until="06-10"))
    line.tick(day("07-01"))
    line.publish(unfreeze("13", of="12"))
    assert not line.tasks()
    line.load_catalogue(catalogue([]))
    assert not line.tasks()
    line.publish(freeze("14"))
    assert list(line.tasks()) == ["NO_ROW"]
