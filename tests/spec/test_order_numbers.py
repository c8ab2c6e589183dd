"""Chapter 5, court orders: a number in other brackets, width, case or spacing is the same one."""

import pytest
from scenario.calendar import day
from scenario.cast import A, B
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, until
from scenario.frozen import FROZEN
from scenario.hub import Held, Shown
from scenario.message import continuation, freeze, mark, repair, seal, unfreeze, unseal
from scenario.orders import every_order
from scenario.partner import ToldPartner, exchange

WRITTEN = [
    ("（2026）苏04执保12号", "(2026)苏04执保12号"),
    ("12", "１２"),
    ("2026-a12", " 2026－A12 "),
]
written = pytest.mark.parametrize(("frozen", "named"), WRITTEN)


def frozen_as(number: str, subject: object = A) -> Held:
    """Return the freeze of a number as the bank is told of it."""
    assert subject in (A, B)
    return on(A if subject is A else B, "BNK-02", f"court|{number}|")


@written
def test_w2_a_release_in_other_brackets_releases(
    make_hub: MakeHub, frozen: str, named: str
) -> None:
    """Whichever comes first, nothing is frozen; the lift is of the freeze as it is written (R6)."""
    for hub in every_order(make_hub, freeze(frozen), unfreeze("U1", of=named)):
        assert in_force(hub) == set()
        assert hub.released() == {frozen_as(frozen)}


@written
def test_w2_the_bank_lifts_and_nobody_is_asked(
    make_line: MakeLine, frozen: str, named: str
) -> None:
    """The freeze is executed; the release lifts it, and opens no task (R6)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(freeze(frozen))
    exchange(line, bank)
    line.publish(u := unfreeze("U1", of=named))
    exchange(line, bank)
    assert line.shown(u) == Shown("ACCEPTED")
    assert not bank.holds
    assert line.tasks() == []


@written
def test_w2_a_continuation_in_other_brackets_counts(
    make_hub: MakeHub, frozen: str, named: str
) -> None:
    """It does not wait, whichever comes first, and extends the one freeze there is (R6)."""
    c = continuation("13", of=named, until="12-01")
    for hub in every_order(make_hub, freeze(frozen, until="06-10"), c):
        assert not hub.waits(c)
        assert until(hub, frozen_as(frozen)) == day("12-01")


def test_w2_a_repair_and_a_mark_in_other_brackets_find_their_order(make_hub: MakeHub) -> None:
    """A court repairs its freeze under a number in other brackets: it is stopped (R4, R6)."""
    f = freeze("（2026）12")
    r = repair("R1", f.again(record_no="(2026)12"), by="court")
    m = mark("M1", f.again(record_no="（2026） 12"), by="court")
    for hub in every_order(make_hub, f, r, m):
        assert not hub.waits(r)
        assert not hub.waits(m)
        assert in_force(hub) == set()
        assert hub.fact(f).repaired
        assert hub.fact(f).marked


def test_w2_an_earlier_lift_becomes_an_ordinary_one(make_line: MakeLine) -> None:
    """The release came first and was sent under the number it names; its freeze, written in other
    brackets, is born ended under its own number, and the bank hears of a lift of that (R6)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(unfreeze("U1", of="(2026)12"))
    exchange(line, bank)
    line.publish(freeze("（2026）12"))
    exchange(line, bank)
    assert bank.actions() == ["LIFT", "LIFT"]
    assert [sent.held for sent in bank.saw] == [frozen_as("(2026)12"), frozen_as("（2026）12")]


def test_of_several_the_one_written_the_same_is_meant(make_hub: MakeHub) -> None:
    """Two freezes of one subject fold to one number: release and continuation are about the one
    that is written as they write it (R6)."""
    one, other = freeze("（12）", until="06-10"), freeze("(12)", until="06-10")
    c, u = continuation("13", of="（12）", until="12-01"), unfreeze("14", of="(12)")
    for hub in every_order(make_hub, one, other, c, u):
        assert until(hub, frozen_as("（12）")) == day("12-01")
        assert hub.released() == {frozen_as("(12)")}
        assert in_force(hub) == {frozen_as("（12）")}


def test_a_release_that_fits_several_ends_all_of_them(make_line: MakeLine) -> None:
    """None is written as the release writes it: all of its subject's are lifted, with a task that
    an officer may see what was meant (R6)."""
    line = make_line()
    line.publish(freeze("（12）"))
    line.publish(freeze("(12)"))
    line.publish(u := unfreeze("13", of="[12]"))
    assert in_force(line) == set()
    assert line.released() == {frozen_as("（12）"), frozen_as("(12)")}
    assert line.shown(u) == Shown("ACCEPTED")
    assert line.tasks() == ["RELEASE_IN_DOUBT"]


def test_several_in_every_order(make_hub: MakeHub) -> None:
    """Releases end all that fit; a continuation of several waits, and a revoked release gives
    all of them back (R6)."""
    one, other, u = freeze("（12）"), freeze("(12)"), unfreeze("13", of="[12]")
    for hub in every_order(make_hub, one, other, u):
        assert hub.released() == {frozen_as("（12）"), frozen_as("(12)")}
    for hub in every_order(make_hub, one, other, u, u.revoked(2)):
        assert in_force(hub) == {frozen_as("（12）"), frozen_as("(12)")}
    c = continuation("14", of="[12]", until="2028-01-01")
    for hub in every_order(make_hub, one, other, c):
        assert hub.waits(c)
        assert until(hub, frozen_as("（12）")) == day("2027-06-01")


def test_a_continuation_that_fits_several_waits_for_an_officer(make_line: MakeLine) -> None:
    """It parks with E1405 and a task; once its court writes the number of one, it counts (R6)."""
    line = make_line()
    line.publish(freeze("（12）", until="06-10"), freeze("(12)", until="06-10"))
    line.publish(c := continuation("13", of="[12]", until="12-01"))
    assert line.shown(c) == Shown("PARKED", "E1405")
    assert line.tasks() == ["MISFIT"]
    line.publish(c.corrected(2, original_order_no="(12)"))
    assert until(line, frozen_as("(12)")) == day("12-01")
    assert until(line, frozen_as("（12）")) == day("06-10")


def test_a_second_freeze_makes_a_continuation_doubtful(make_line: MakeLine) -> None:
    """It counted, as the one it fits; then a second fits as well: it waits, and is told (R6)."""
    line = make_line()
    line.publish(freeze("（12）", until="06-10"))
    line.publish(c := continuation("13", of="[12]", until="12-01"))
    line.publish(freeze("(12)", until="06-10"))
    assert line.history(c) == [Shown("ACCEPTED"), Shown("PARKED", "E1405")]
    assert until(line, frozen_as("（12）")) == day("06-10")
    assert line.tasks() == ["MISFIT"]


def test_a_repair_of_several_waits_for_an_officer(make_line: MakeLine) -> None:
    """A repair without the exact number of one of two freezes parks; with it, it acts (R6)."""
    line, f = make_line(), freeze("（12）")
    line.publish(f, freeze("(12)"))
    line.publish(r := repair("R1", f.again(record_no="[12]"), by="court"))
    assert line.shown(r) == Shown("PARKED", "E1405")
    assert line.tasks() == ["MISFIT"]
    assert in_force(line) == {frozen_as("（12）"), frozen_as("(12)")}
    line.publish(repair("R2", f, by="court"))
    assert in_force(line) == {frozen_as("(12)")}


def test_of_several_subjects_the_releases_own_is_meant(make_hub: MakeHub) -> None:
    """A's release fits B's freeze as it is written, and A's as folded: A is released (R6)."""
    of_a, of_b = freeze("（12）"), freeze("(12)", about=B)
    for hub in every_order(make_hub, of_a, of_b, unfreeze("13", of="(12)")):
        assert in_force(hub) == {frozen_as("(12)", B)}
        assert hub.released() == {frozen_as("（12）")}


def test_another_subjects_order_in_other_brackets_parks(make_hub: MakeHub) -> None:
    """A release of B's freeze that names A waits for an officer, however it is written (R6)."""
    u = unfreeze("13", of="(12)")
    for hub in every_order(make_hub, freeze("（12）", about=B), u):
        assert hub.waits(u)
        assert in_force(hub) == {frozen_as("（12）", B)}
    for hub in every_order(make_hub, freeze("（12）", about=B), u, u.corrected(2, about=B)):
        assert in_force(hub) == set()


def test_each_court_still_has_its_own_numbers(make_hub: MakeHub) -> None:
    """Folding finds only orders of the release's own court (R6)."""
    for hub in every_order(make_hub, freeze("（12）"), unfreeze("13", of="(12)", by="court2")):
        assert in_force(hub) == {frozen_as("（12）")}


def test_w3_a_release_of_nothing_beside_a_freeze_is_asked_about(make_line: MakeLine) -> None:
    """The release of 13 lifts what nobody has; freeze 12 of the court stands at that bank about
    that subject: an officer hears of it, whichever came first (R6)."""
    f, u = freeze("12"), unfreeze("U1", of="13")
    for entries in ([[f], [u]], [[u], [f]], [[f, u]]):
        line = make_line()
        for entry in entries:
            line.publish(*entry)
        assert line.shown(u) == Shown("ACCEPTED")
        assert in_force(line) == {FROZEN}
        assert line.released() == {frozen_as("13")}
        assert line.tasks() == ["RELEASE_IN_DOUBT"]


def test_w3_a_freeze_that_has_yet_to_begin_is_asked_about_too(make_line: MakeLine) -> None:
    """Nobody would be asked on the day on which it begins (R6)."""
    f, u = freeze("12", effective_from=day("06-20")), unfreeze("U1", of="13")
    for entries in ([[f], [u]], [[u], [f]]):
        line = make_line()
        for entry in entries:
            line.publish(*entry)
        assert line.tasks() == ["RELEASE_IN_DOUBT"]
        line.tick(day("06-20"))
        assert in_force(line) == {FROZEN}


def test_w3_nobody_is_asked_where_nothing_stays(make_line: MakeLine) -> None:
    """Another court's, another subject's, another partner's order, a seal, or one that is over,
    released or repaired before it began is none that a release of nothing can have meant (R6)."""
    others = (
        freeze("1", by="court2"),
        freeze("2", about=B),
        freeze("3", addressee="land"),
        seal("4"),
        freeze("5", decided="2024-01-01"),
        freeze("6"),
        unfreeze("U6", of="6"),
        later := freeze("7", effective_from=day("06-20")),
        repair("R7", of=later, by="court"),
    )
    line = make_line()
    line.publish(*others)
    before = line.tasks()
    line.publish(unfreeze("U1", of="13"))
    assert line.tasks() == before


def test_w3_holds_for_seals(make_line: MakeLine) -> None:
    """An UNSEAL of an unknown number beside a seal in force (R6)."""
    line = make_line()
    line.publish(seal("12"))
    line.publish(unseal("U1", of="13"))
    assert line.tasks() == ["RELEASE_IN_DOUBT"]
