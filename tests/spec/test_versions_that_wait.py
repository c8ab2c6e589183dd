"""Chapter 1, merging: what versions are told while others' records or versions come (C91, C92)."""

from dataclasses import replace

from scenario.cast import A
from scenario.drivers import MakeLine
from scenario.hub import Shown
from scenario.message import continuation, freeze, repair, unfreeze, wage
from scenario.outcomes import ACCEPTED, CORRECTED, ENDED, MERGED, NOT_ENTITLED, PARKED, REPEAT

STALE, UNIDENTIFIED = Shown("STORED", "E1404"), Shown("PARKED", "E1001")
#: A number that offices gave twice: it names nobody yet.
BY_NUMBER = replace(A, uscc="", registration_no="320400000012345")


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


def test_c96_what_waited_speaks_though_it_is_repeated_at_once(make_line: MakeLine) -> None:
    """A correction waits for its ASSERT; with that comes a higher version that says the same:
    REPEAT, and what waited hears what came of it, in one entry, in two, or in three (R1, R18)."""
    for entries in ("4 18", "4 1 8", "418"):
        line, v1 = make_line(), wage("W1")
        v4 = v1.corrected(4, cause="拖欠工资三个月")
        said = {"1": v1, "4": v4, "8": v4.corrected(8)}
        for entry in entries.split():
            line.publish(*(said[number] for number in entry))
        assert line.shown(v4) == CORRECTED, entries
        assert line.history(said["8"]) == [REPEAT], entries
        assert line.history(v1) == [ACCEPTED], entries


def test_c92_what_stood_before_it_waited_is_told_once(make_line: MakeLine) -> None:
    """A correction without a code waits, another brings the code: only what waited hears that a
    newer version is known; the entry, its repeat and its end keep what they were told (R1, R19)."""
    line, v1 = make_line(), wage("W1")
    v2, v3 = v1.asserted(2), v1.ended(3, on="07-01")
    weak, strong = v1.corrected(4, about=BY_NUMBER), v1.corrected(5, cause="拖欠工资三个月")
    for message in (v1, v2, v3, weak, strong):
        line.publish(message)
    assert [line.history(m) for m in (v1, v2, v3)] == [[ACCEPTED], [REPEAT], [ENDED]]
    assert line.history(weak) == [UNIDENTIFIED, STALE]
    assert line.history(strong) == [CORRECTED]


def test_c92_an_end_waits_for_its_assert_alone(make_line: MakeLine) -> None:
    """An END that came first is told ENDED with the ASSERT, though that has no code yet, and one
    that comes then at once; neither hears of it again when the code comes (R2, R19)."""
    for early in (True, False):
        line, v1 = make_line(), wage("W1", about=BY_NUMBER)
        end, strong = v1.ended(3, on="07-01"), v1.corrected(4, about=A)
        for message in (end, v1) if early else (v1, end):
            line.publish(message)
        told = [PARKED, ENDED] if early else [ENDED]
        assert line.history(end) == told
        line.publish(strong)
        assert line.history(end) == told
        assert line.history(v1) == [UNIDENTIFIED, ACCEPTED]
        assert line.history(strong) == [CORRECTED]


def test_c92_who_waits_on_is_not_told_so_again(make_line: MakeLine) -> None:
    """A CORRECT of a CONTINUE waits for its ASSERT, and then for the FREEZE: PARKED once (R19)."""
    line, v1 = make_line(), continuation("13", of="12")
    rules = v1.corrected(2, until="2027-12-01")
    line.publish(rules)
    line.publish(v1)
    assert line.history(rules) == [PARKED]
    line.publish(freeze("12"))
    assert line.history(rules) == [PARKED, CORRECTED]


def test_c92_only_the_last_without_a_code_waits(make_line: MakeLine) -> None:
    """Two corrections without a code: the second says something else, and the first waits no more
    (R1, R19)."""
    line, v1 = make_line(), wage("W1")
    weak = v1.corrected(2, about=BY_NUMBER)
    weaker = v1.corrected(4, about=replace(BY_NUMBER, registration_no="320400000012346"))
    late = v1.corrected(3, cause="拖欠工资三个月")
    for message in (v1, weak, weaker, late):
        line.publish(message)
    assert [line.history(m) for m in (v1, late)] == [[ACCEPTED], [STALE]]
    assert line.history(weak) == [UNIDENTIFIED, STALE]
    assert line.history(weaker) == [UNIDENTIFIED]
