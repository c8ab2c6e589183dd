"""R6 as amended: numbers in other brackets, several that fold alike, releases done with."""

from collections.abc import Callable

import pytest
from scenario.calendar import day
from scenario.cast import A, B
from scenario.drivers import MakeHub
from scenario.expect import in_force, on, until
from scenario.frozen import FROZEN
from scenario.hub import Held
from scenario.message import (
    Message,
    continuation,
    freeze,
    mark,
    renewal,
    repair,
    seal,
    unfreeze,
    unseal,
)
from scenario.orders import every_order

from streams.kinds.event import Subject

#: One number as courts and their systems write it.
WRITTEN = [
    ("（2026）苏04执保12号", "(2026)苏04执保12号"),
    ("〔2026〕苏04执保12号", "【2026】苏04执保12号"),
    ("[2026]12", "｛2026｝12"),
    ("12", "１２"),
    ("苏 04 执 12", "苏04执12"),
    ("su-12", "SU-12"),
]


def frozen(number: str, subject: Subject = A) -> Held:
    """Return a freeze of the court at the bank, by its number as the court wrote it."""
    return on(subject, "BNK-02", f"court|{number}|")


def sealed(number: str) -> Held:
    """Return a seal of the court."""
    return on(A, "LND-01", f"court|{number}|")


@pytest.mark.parametrize(("original", "named"), WRITTEN)
def test_w2_a_number_is_one_however_it_is_written(
    make_hub: MakeHub, original: str, named: str
) -> None:
    """Freeze and seal are released, continued and renewed under their number in other brackets,
    width, case or spacing, in every order; the instance keeps the number as first written (R6)."""
    for make, release, held in ((freeze, unfreeze, frozen), (seal, unseal, sealed)):
        for hub in every_order(make_hub, make(original), release("R1", of=named)):
            assert in_force(hub) == set()
            assert hub.released() == {held(original)}
    further = ((freeze, continuation, frozen), (seal, renewal, sealed))
    for make, extension, held in further:
        one = make(original, until="06-10")
        other = extension("C1", of=named, until="12-01")
        for hub in every_order(make_hub, one, other):
            assert not hub.waits(other)
            assert until(hub, held(original)) == day("12-01")


def test_w2_before_its_freeze_a_release_has_the_number_as_it_wrote_it(make_hub: MakeHub) -> None:
    """Of an unknown freeze the release's own writing is all there is; the freeze that comes later
    in other brackets is born ended under its own (R6)."""
    hub = make_hub()
    hub.publish(unfreeze("13", of="１２"))
    assert hub.released() == {frozen("１２")}
    hub.publish(freeze("12"))
    assert in_force(hub) == set()
    assert hub.released() == {FROZEN}


def test_w2_courts_stay_apart(make_hub: MakeHub) -> None:
    """A number is looked up among the same court's orders, folded or not (R6)."""
    for hub in every_order(make_hub, freeze("12"), unfreeze("13", of="１２", by="court2")):
        assert in_force(hub) == {FROZEN}


#: What is frozen under numbers that fold alike, what the release names, and what it releases.
SEVERAL: list[tuple[list[tuple[str, Subject]], str, set[tuple[str, Subject]] | None]] = [
    ([("(1)", A), ("（1）", A)], "(1)", {("(1)", A)}),  # the one written the same
    ([("(1)", A), ("（1）", A)], "〔1〕", {("(1)", A), ("（1）", A)}),  # else all of the subject's
    ([("(1)", A), ("（1）", B)], "〔1〕", {("(1)", A)}),  # and of no other subject's
    ([("(1)", A), ("（1）", B)], "（1）", {("(1)", A)}),  # though another's is written the same
    ([("（1）", B)], "(1)", None),  # another subject's alone: waits for an officer
]


@pytest.mark.parametrize(("known", "named", "released"), SEVERAL)
def test_w2_of_several_a_release_means_its_own_subjects(
    make_hub: MakeHub,
    known: list[tuple[str, Subject]],
    named: str,
    released: set[tuple[str, Subject]] | None,
) -> None:
    """Of A the order written the same, else all; never another's (R6)."""
    freezes = [freeze(number, about=subject) for number, subject in known]
    release = unfreeze("R1", of=named)
    for hub in every_order(make_hub, *freezes, release):
        gone = released or set()
        assert hub.waits(release) is (released is None)
        assert hub.released() == {frozen(number, subject) for number, subject in gone}
        assert in_force(hub) == {frozen(*one) for one in known if one not in gone}


#: What is frozen, what the continuation names, and which one it continues; None: it waits.
CONTINUED: list[tuple[list[tuple[str, Subject]], str, str | None]] = [
    ([("(1)", A), ("（1）", A)], "（1）", "（1）"),
    ([("(1)", A), ("（1）", A)], "〔1〕", None),
    ([("(1)", A), ("（1）", B)], "〔1〕", "(1)"),
    ([("（1）", B)], "(1)", None),
]


@pytest.mark.parametrize(("known", "named", "continued"), CONTINUED)
def test_w2_of_several_a_continuation_means_one_or_waits(
    make_hub: MakeHub, known: list[tuple[str, Subject]], named: str, continued: str | None
) -> None:
    """The one of A, or of several of A the one written the same; else nothing lasts longer (R6)."""
    freezes = [freeze(number, about=subject, until="06-10") for number, subject in known]
    further = continuation("C1", of=named, until="12-01")
    for hub in every_order(make_hub, *freezes, further):
        assert hub.waits(further) is (continued is None)
        hub.tick(day("06-11"))
        assert in_force(hub) == ({frozen(continued)} if continued else set())


def test_w2_a_continuation_waits_no_more_once_its_number_is_mended(make_hub: MakeHub) -> None:
    """Corrected to the number of one of the two it continues that one (R6)."""
    freezes = [freeze("(1)", until="06-10"), freeze("（1）", until="06-10")]
    further = continuation("C1", of="〔1〕", until="12-01")
    mended = further.corrected(2, original_order_no="(1)")
    for hub in every_order(make_hub, *freezes, further, mended):
        assert not hub.waits(further)
        assert until(hub, frozen("(1)")) == day("12-01")
        assert until(hub, frozen("（1）")) == day("06-10")


def repairing(number: str, of: str) -> Message:
    """The court's repair of an order, by this number."""
    return repair(number, of=freeze(of), by="court")


@pytest.mark.parametrize(
    ("numbers", "named", "left"),
    [
        (["(1)"], "（1）", set()),
        (["(1)", "（1）"], "（1）", {"(1)"}),
        (["(1)", "（1）"], "〔1〕", {"(1)", "（1）"}),
    ],
)
def test_w2_a_repair_finds_its_order_by_a_number_written_otherwise(
    make_hub: MakeHub, numbers: list[str], named: str, left: set[str]
) -> None:
    """The only one, or the one written the same; of two alike it waits, and both stand (R6)."""
    repaired = repairing("X1", named)
    for hub in every_order(make_hub, *map(freeze, numbers), repaired):
        assert in_force(hub) == {frozen(number) for number in left}
        assert hub.waits(repaired) is (len(left) == 2)


def test_w2_a_mark_finds_its_order_by_a_number_written_otherwise(make_hub: MakeHub) -> None:
    """It is shown on the freeze, which a court's order keeps all the same (R5, R6)."""
    f, marked = freeze("(1)"), mark("M1", of=freeze("（1）"), by="court")
    for hub in every_order(make_hub, f, marked):
        assert hub.fact(f).marked
        assert in_force(hub) == {frozen("(1)")}


def test_w3_a_release_of_another_number_releases_that_one(make_hub: MakeHub) -> None:
    """Freeze 12 stands, the release of 13 acts for 13 (R6)."""
    release = unfreeze("14", of="13")
    for hub in every_order(make_hub, freeze("12"), release):
        assert in_force(hub) == {FROZEN}
        assert hub.released() == {frozen("13")}
        assert not hub.waits(release)


@pytest.mark.parametrize(
    ("make", "release", "held"), [(freeze, unfreeze, frozen("12")), (seal, unseal, sealed("12"))]
)
def test_w7_a_release_that_is_done_with_has_released(
    make_hub: MakeHub,
    make: Callable[[str], Message],
    release: Callable[..., Message],
    held: Held,
) -> None:
    """END of an UNFREEZE or UNSEAL gives nothing back, whichever message comes first; a REVOKE of
    it does, with an END or without (R6)."""
    f, u = make("12"), release("13", of="１２")
    for hub in every_order(make_hub, f, u, u.ended(2, on="06-05")):
        for on_day in ("06-04", "06-05", "06-06"):
            hub.tick(day(on_day))
            assert in_force(hub) == set()
            assert hub.released() == {held}
    for told in ((u.revoked(2),), (u.ended(2, on="06-05"), u.revoked(3))):
        for hub in every_order(make_hub, f, u, *told):
            hub.tick(day("06-06"))
            assert in_force(hub) == {held}
            assert hub.released() == set()


def test_w7_a_release_done_with_before_its_freeze_comes(make_hub: MakeHub) -> None:
    """The freeze that arrives after the END of its release is born ended (R6)."""
    hub, u = make_hub(), unfreeze("13", of="12")
    hub.publish(u, u.ended(2, on="06-02"))
    hub.tick(day("06-10"))
    hub.publish(freeze("12"))
    assert in_force(hub) == set()
    hub.publish(u.revoked(3))
    assert in_force(hub) == {FROZEN}


def test_a_continuation_of_what_is_released_freezes_nothing(make_hub: MakeHub) -> None:
    """Whichever comes first, the freeze is over; it is not that the continuation came late (R6)."""
    further, release = continuation("13", of="12", until="12-01"), unfreeze("14", of="12")
    for hub in every_order(make_hub, freeze("12", until="06-10"), further, release):
        assert in_force(hub) == set()
        assert not hub.waits(further)
        hub.tick(day("06-11"))
        assert in_force(hub) == set()
