"""Chapter 1, merging: what versions that say the same are told while others' records come (C91)."""

from scenario.drivers import MakeLine
from scenario.hub import Shown
from scenario.message import continuation, freeze, repair, unfreeze, wage
from scenario.outcomes import ACCEPTED, CORRECTED, MERGED, NOT_ENTITLED, PARKED, REPEAT

STALE = Shown("STORED", "E1404")


def test_c91_what_comes_with_the_end_of_the_waiting_is_told_once(make_line: MakeLine) -> None:
    """Version 8 of a CONTINUE waits; its FREEZE and a late version 3 that says the same come in one
    entry: version 8 hears that it counts, and version 3 has one receipt, E1404 (R1, R19)."""
    for late_first in (False, True):
        line, f, first = make_line(), freeze("12"), continuation("13", of="12")
        rules, late = (first.corrected(n, until="2027-12-01") for n in (8, 3))
        line.publish(first, rules)
        assert line.history(rules) == [PARKED]
        line.publish(*((late, f) if late_first else (f, late)))
        assert line.history(rules) == [PARKED, CORRECTED]
        assert line.history(late) == [STALE]


def test_c91_what_waits_and_its_repeat_in_one_entry(make_line: MakeLine) -> None:
    """A CONTINUE and its repeat under the next number come in one entry, or in two: PARKED and
    REPEAT all the same, and both hear when the FREEZE is known (R1, R6, R18)."""
    for together in (True, False):
        line, v1 = make_line(), continuation("13", of="12")
        v2 = v1.asserted(2)
        for entry in [(v1, v2)] if together else [(v1,), (v2,)]:
            line.publish(*entry)
        assert [line.history(m) for m in (v1, v2)] == [[PARKED], [REPEAT]]
        line.publish(freeze("12"))
        assert [line.shown(m) for m in (v1, v2)] == [ACCEPTED] * 2


def test_c91_what_does_nothing_and_its_repeat_in_one_entry(make_line: MakeLine) -> None:
    """A repair by a stranger and its repeat in one entry: E1305 and REPEAT (R4, R18)."""
    line, w1 = make_line(), wage("W1")
    v1 = repair("R1", of=w1, by="tax")
    v2 = v1.asserted(2)
    line.publish(w1)
    line.publish(v1, v2)
    assert [line.history(m) for m in (v1, v2)] == [[NOT_ENTITLED], [REPEAT]]


def test_c91_a_correction_leaves_nothing_waiting_behind(make_line: MakeLine) -> None:
    """A CONTINUE that waits, its repeat, and a correction that names another FREEZE: both hear that
    a newer version is known, and only the correction waits (R1, R19)."""
    line, v1 = make_line(), continuation("13", of="12")
    v2, v3 = v1.asserted(2), v1.corrected(3, original_order_no="14")
    for message in (v1, v2, v3):
        line.publish(message)
    assert line.history(v1) == [PARKED, STALE]
    assert line.history(v2) == [REPEAT, STALE]
    assert line.history(v3) == [PARKED]


def test_c91_a_repeat_hides_no_change(make_line: MakeLine) -> None:
    """The province's copy is repeated in the entry that brings the decider's record: it hears
    MERGED. An UNFREEZE that acts is repeated in the entry that brings what it names, a CONTINUE: it
    hears that it waits for an officer (R3, R6, R18)."""
    line, w1 = make_line(), wage("W1")
    copy = w1.relayed("province", "P-W1")
    line.publish(copy)
    line.publish(copy.asserted(2), w1)
    assert line.history(copy) == [ACCEPTED, MERGED]
    u = unfreeze("13", of="12")
    line.publish(u)
    line.publish(u.asserted(2), continuation("12", of="11"))
    assert line.history(u) == [ACCEPTED, Shown("PARKED", "E1405")]
