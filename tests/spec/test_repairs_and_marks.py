"""Chapter 1, merging: repairs and marks, which act on another record once it is known."""

from scenario.cast import HRSS, A, catalogue, now_decided_by
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.hub import Shown
from scenario.message import mark, penalty, repair, wage
from scenario.orders import every_order
from scenario.outcomes import ACCEPTED, MERGED, NOT_ENTITLED, OF_NO_DECISION, PARKED

REPAIRED = Shown("REPAIRED")
#: The catalogue in which the tax bureau may repair and mark what the labour bureau decided.
TAX_DECIDES = now_decided_by("tax", HRSS)


def test_c15_a_repair_may_come_first(make_hub: MakeHub) -> None:
    """A repair of an entry not yet known waits for it; the entry never grounds anything (R4)."""
    w1 = wage("W1")
    repaired = repair("R1", of=w1)
    early = make_hub()
    early.publish(repaired)
    assert early.waits(repaired)
    for hub in every_order(make_hub, repaired, w1):
        assert hub.fact(w1).repaired
        assert not hub.waits(repaired)
        assert in_force(hub) == set()


def test_c15_nothing_is_ever_sent(make_line: MakeLine) -> None:
    """Receipts: the repair PARKED, then REPAIRED; the entry ACCEPTED, and REPAIRED (R4)."""
    line, w1 = make_line(), wage("W1")
    repaired = repair("R1", of=w1)
    line.publish(repaired)
    line.publish(w1)
    assert line.history(repaired) == [PARKED, Shown("REPAIRED")]
    assert not line.decided("procurement")
    assert not line.decided("bank")


def test_c16_only_its_decider_repairs(make_hub: MakeHub) -> None:
    """The tax bureau repairs the labour bureau's entry: stored without effect (R4)."""
    w1 = wage("W1")
    foreign = repair("R1", of=w1, by="tax")
    for hub in every_order(make_hub, w1, foreign):
        assert hub.without_effect(foreign) == "E1305"
        assert not hub.fact(w1).repaired
        assert in_force(hub) == wage_measures(A)


def test_c16_a_foreign_repair_parks_until_its_target_is_known(make_line: MakeLine) -> None:
    """Arriving first it is PARKED, and then STORED with E1305 (R4)."""
    line, w1 = make_line(), wage("W1")
    foreign = repair("R1", of=w1, by="tax")
    line.publish(foreign)
    line.publish(w1)
    assert line.history(foreign) == [PARKED, NOT_ENTITLED]
    assert line.shown(w1) == ACCEPTED


def test_a_parked_version_is_not_left_behind(make_line: MakeLine) -> None:
    """A parked repair and its repeat, which comes in one entry with the target: the first hears
    E1305. A parked repair whose target is corrected: the lower version is stale (R4, R19)."""
    line, n = make_line(), penalty("N")
    first = repair("R1", of=n)
    line.publish(first)
    line.publish(first.asserted(2), n)
    assert line.history(first) == [PARKED, NOT_ENTITLED]
    early = repair("R3", of=wage("W3"))
    line.publish(early)
    line.publish(early.asserted(2))
    line.publish(wage("W3"))
    assert line.history(early) == [PARKED, Shown("REPAIRED")]
    astray = repair("R2", of=wage("W9"))
    line.publish(astray)
    line.publish(astray.corrected(2, target={"department": "tax", "record_no": "N"}))
    assert line.history(astray) == [PARKED, Shown("STORED", "E1404")]


def test_c17_an_open_mark_suspends_where_the_row_says_so(make_hub: MakeHub) -> None:
    """The bank's row says SUSPEND and procurement's does not; closing the mark restores (R5)."""
    w1 = wage("W1")
    objection = mark("M1", of=w1)
    for hub in every_order(make_hub, w1, objection):
        assert hub.fact(w1).marked
        assert in_force(hub) == {on(A, "PRC-01")}
    for hub in every_order(make_hub, w1, objection, objection.ended(2, on="06-01")):
        assert in_force(hub) == wage_measures(A)


def test_c17_a_relayer_may_mark_and_a_stranger_may_not(make_hub: MakeHub) -> None:
    """The province marks its own copy and the fact is marked; the tax bureau's mark is E1305."""
    w1 = wage("W1")
    copy = w1.relayed("province", "P-W1")
    relayers = mark("M1", of=copy, by="province")
    for hub in every_order(make_hub, w1, copy, relayers):
        assert in_force(hub) == {on(A, "PRC-01")}
    strangers = mark("M1", of=w1, by="tax")
    for hub in every_order(make_hub, w1, strangers):
        assert hub.without_effect(strangers) == "E1305"
        assert in_force(hub) == wage_measures(A)


def test_c93_a_load_changes_what_a_repair_and_a_mark_may(make_line: MakeLine) -> None:
    """A load lets the tax bureau decide in place of the labour bureau, and the next takes it back:
    its repair and its mark, which name nobody, each hear it once a load, and so does the entry that
    is repaired; a parked repair hears nothing (R4, R17, R19)."""
    line, w1 = make_line(), wage("W1")
    repaired, marked = repair("R1", of=w1, by="tax"), mark("M1", of=w1, by="tax")
    astray = repair("R2", of=wage("W9"), by="tax")
    line.publish(w1, repaired, marked, astray)
    assert line.history(repaired) == line.history(marked) == [NOT_ENTITLED]
    line.load_catalogue(TAX_DECIDES)
    assert line.history(repaired) == [NOT_ENTITLED, REPAIRED]
    assert line.history(marked) == [NOT_ENTITLED, ACCEPTED]
    assert line.shown(w1) == REPAIRED
    line.load_catalogue(catalogue())
    assert line.history(repaired) == [NOT_ENTITLED, REPAIRED, NOT_ENTITLED]
    assert line.history(marked) == [NOT_ENTITLED, ACCEPTED, NOT_ENTITLED]
    assert line.shown(w1) == ACCEPTED
    assert line.history(astray) == [PARKED]


def test_c95_a_load_is_told_of_what_grounds_nothing(make_line: MakeLine) -> None:
    """A bureau that may not repairs a red-list entry; then a load lets it decide in the other's
    place, and it sends its own record of another such entry; then that is taken back. The repair
    hears of both loads, and of the entry, which grounds no measure, each record that it is a copy
    now, and the other's that it is none any more (R3, R4, R17, R19)."""
    line, red, other = make_line(), wage("W1", colour="RED"), wage("W2", colour="RED")
    repaired = repair("R1", of=other, by="tax")
    line.publish(red, other, repaired)
    assert line.history(repaired) == [NOT_ENTITLED]
    line.load_catalogue(TAX_DECIDES)
    own = red.relayed("tax", "T-W1")
    line.publish(own)
    assert line.history(repaired) == [NOT_ENTITLED, REPAIRED]
    assert line.history(own) == [ACCEPTED]
    assert line.history(red) == [ACCEPTED, MERGED]
    line.load_catalogue(catalogue())
    assert line.history(repaired) == [NOT_ENTITLED, REPAIRED, NOT_ENTITLED]
    assert line.history(own) == [ACCEPTED, MERGED]
    assert line.history(red) == [ACCEPTED, MERGED, ACCEPTED]


def test_c103_what_is_about_a_repair_or_a_mark_does_nothing(make_line: MakeLine) -> None:
    """Whoever sends it, whenever, it is stored without effect, E1405, and no load changes that;
    corrected to the decision it acts (R4, R5)."""
    for about in (repair, mark):
        line, w1 = make_line(), wage("W1")
        first = about("X1", of=w1, by="tax")
        own, strangers = repair("R1", of=first), mark("M1", of=first, by="province")
        line.publish(strangers)
        line.publish(first, own)
        assert line.history(strangers) == [PARKED, OF_NO_DECISION]
        line.load_catalogue(TAX_DECIDES)
        line.publish(w1)
        assert line.history(own) == [OF_NO_DECISION]
        line.load_catalogue(catalogue())
        assert in_force(line) == wage_measures(A)
        corrected = own.corrected(2, target={"department": "hrss", "record_no": "W1"})
        line.publish(corrected)
        assert line.shown(corrected) == REPAIRED
        assert in_force(line) == set()


def test_c104_who_takes_back_a_copy_has_repaired_nothing(make_line: MakeLine) -> None:
    """The province repairs its own copy of what the bureau told itself: ACCEPTED, and the decision
    stands; REPAIRED is said of what stops the measures. A load that lets the province decide makes
    it one that does, and so does being the last copy that held the decision up (R4, R17)."""
    line, w1 = make_line(), wage("W1")
    copy = w1.relayed("province", "P-W1")
    own = repair("R1", of=copy, by="province")
    line.publish(w1, copy, own)
    assert line.history(own) == [ACCEPTED]
    assert line.shown(copy) == MERGED
    assert in_force(line) == wage_measures(A)
    line.load_catalogue(now_decided_by("province", HRSS))
    assert line.history(own) == [ACCEPTED, REPAIRED]
    assert in_force(line) == set()
    line = make_line()
    nations = w1.relayed("nation", "Q-W1")
    line.publish(copy, nations, own)
    assert line.history(own) == [ACCEPTED]
    line.publish(nations.revoked(2))
    assert line.history(own) == [ACCEPTED, REPAIRED]
    assert in_force(line) == set()
    line.publish(nations.asserted(3))
    assert line.history(own) == [ACCEPTED, REPAIRED, ACCEPTED]
    assert in_force(line) == wage_measures(A)
