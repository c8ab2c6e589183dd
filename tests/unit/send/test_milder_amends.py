"""An amendment that is milder than what the partner holds need not wait (R12, W13)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from support.outbox_rows import terms

from streams.send.claim import AMEND, IMPOSE, LIFT, Claim, Fate, Plan, Sending, plan, to_compare
from streams.send.directive import DirectiveAction
from streams.send.milder import ToldTerms

TODAY = date(2026, 6, 1)


def _row(
    n: int,
    action: DirectiveAction,
    until: int = 2029,
    *,
    sequence: int | None = None,
    fate: Fate = Fate.DONE,
    held: bool = False,
) -> Sending:
    """A directive of which only the year of its end matters."""
    end = date(until, 5, 24)
    return Sending(
        directive_id=_id(n),
        n=n,
        action=action,
        content=UUID(int=until),
        valid_until=None if action is LIFT else end,
        sequence=sequence,
        fate=fate,
        held=held,
        told=ToldTerms(terms=terms(end)),
    )


def _id(n: int) -> UUID:
    return UUID(int=10 + n)


HELD_THERE = _row(0, IMPOSE, sequence=1)


def _goes(n: int, *, over: int = 0) -> Claim:
    return Claim(directive_id=_id(n), action=AMEND, supersedes=_id(over), milder=True)


def test_a_milder_amend_needs_no_signature() -> None:
    """It goes in place of what the partner holds; a stricter one waits."""
    found = plan([HELD_THERE, _row(1, AMEND, 2027, held=True)], TODAY)
    assert found == Plan(claim=_goes(1))
    assert plan([HELD_THERE, _row(1, AMEND, 2031, held=True)], TODAY) == Plan()


def test_a_milder_amend_passes_a_hold() -> None:
    """Signed or not; a stricter one waits for its end."""
    for held in (False, True):
        rows = [HELD_THERE, _row(1, AMEND, 2027, held=held)]
        assert plan(rows, TODAY, burdens_wait=True) == Plan(claim=_goes(1))
    assert plan([HELD_THERE, _row(1, AMEND, 2031)], TODAY, burdens_wait=True) == Plan()


def test_nothing_goes_in_place_of_an_impose_that_waits() -> None:
    """Neither for its signature nor behind a hold, whatever is milder than it."""
    waiting = [_row(0, IMPOSE, held=True), _row(1, AMEND, 2027, held=True)]
    assert plan(waiting, TODAY) == Plan()
    behind = [_row(0, IMPOSE), _row(1, AMEND, 2027)]
    assert plan(behind, TODAY, burdens_wait=True) == Plan()


@pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.UNKNOWN])
def test_nothing_goes_in_place_of_what_may_not_be_there(fate: Fate) -> None:
    """Refused, or perhaps done: then it would be a burden that nobody signed."""
    rows = [replace(HELD_THERE, fate=fate), _row(1, AMEND, 2027, held=True)]
    assert plan(rows, TODAY) == Plan()


def test_behind_a_hold_it_waits_until_the_burden_has_arrived() -> None:
    """An IMPOSE that was claimed and kept back by the hold waits itself; once a transport took it,
    or its partner answered, the milder one goes. Where nothing is kept back, it goes at once."""
    claimed = replace(HELD_THERE, fate=Fate.AWAITED)
    amend = _row(1, AMEND, 2027, held=True)
    assert plan([claimed, amend], TODAY, burdens_wait=True) == Plan()
    arrived = replace(claimed, delivered=True)
    assert plan([arrived, amend], TODAY, burdens_wait=True) == Plan(claim=_goes(1))
    assert plan([claimed, amend], TODAY) == Plan(claim=_goes(1))


def test_after_a_lift_nothing_is_milder() -> None:
    """Lifted and imposed anew, unsigned, and amended: the LIFT goes, and nothing with it."""
    rows = [
        HELD_THERE,
        _row(1, LIFT),
        _row(2, IMPOSE, 2027, held=True),
        _row(3, AMEND, 2026, held=True),
    ]
    assert plan(rows, TODAY).claim == Claim(directive_id=_id(1), action=LIFT, supersedes=_id(0))
    lifted = [rows[0], replace(rows[1], sequence=2), *rows[2:]]
    assert plan(lifted, TODAY) == Plan()
    refused = [rows[0], replace(rows[1], sequence=2, fate=Fate.REFUSED), *rows[2:]]
    assert plan(refused, TODAY).claim is None


def test_of_several_the_newest_that_need_not_wait_goes() -> None:
    """The newest milder one, however it stands to those between; earlier ones are superseded."""
    rows = [HELD_THERE, _row(1, AMEND, 2026, held=True), _row(2, AMEND, 2027, held=True)]
    assert plan(rows, TODAY) == Plan(claim=_goes(2), superseded=frozenset({_id(1)}))
    signed = [HELD_THERE, _row(1, AMEND, 2031), _row(2, AMEND, 2027, held=True)]
    assert plan(signed, TODAY) == Plan(claim=_goes(2), superseded=frozenset({_id(1)}))


@pytest.mark.parametrize("on_hold", [False, True])
def test_a_stricter_one_that_waits_keeps_no_milder_one(on_hold: bool) -> None:
    """Milder, then stricter than what the partner holds: the milder one goes, the other waits."""
    rows = [HELD_THERE, _row(1, AMEND, 2027, held=True), _row(2, AMEND, 2031, held=not on_hold)]
    assert plan(rows, TODAY, burdens_wait=on_hold) == Plan(claim=_goes(1))


def test_what_was_decided_and_signed_last_goes() -> None:
    """An unsigned milder one before it is history."""
    rows = [HELD_THERE, _row(1, AMEND, 2027, held=True), _row(2, AMEND, 2031)]
    assert plan(rows, TODAY) == Plan(
        claim=Claim(directive_id=_id(2), action=AMEND, supersedes=_id(0)),
        superseded=frozenset({_id(1)}),
    )


def test_what_is_over_goes_not_even_when_it_is_milder() -> None:
    """A burden is not first claimed after its own end: it waits for the tick (C55)."""
    over = replace(_row(1, AMEND, 2027, held=True), valid_until=date(2026, 5, 31))
    assert plan([HELD_THERE, over], TODAY) == Plan()


def test_a_milder_one_is_sent_again_behind_a_hold() -> None:
    """Its first attempt may have failed: it is what the partner is to hold, also while a stricter
    one waits; over, or lifted, it is not sent again."""
    told = replace(_row(1, AMEND, 2027, sequence=2, fate=Fate.AWAITED), milder=True)
    for later in ([], [_row(2, AMEND, 2031)], [_row(2, AMEND, 2031, held=True)]):
        assert plan([HELD_THERE, told, *later], TODAY, burdens_wait=True) == Plan(again=_id(1))
    after = date(2027, 5, 25)
    assert plan([HELD_THERE, told, _row(2, AMEND, 2031)], after, burdens_wait=True) == Plan()
    lifted = plan([HELD_THERE, told, _row(2, LIFT)], TODAY, burdens_wait=True)
    assert lifted == Plan(claim=Claim(directive_id=_id(2), action=LIFT, supersedes=_id(1)))


def test_a_still_milder_one_follows_at_once() -> None:
    """The one before it may not have arrived yet: it may leave all the same."""
    told = replace(_row(1, AMEND, 2028, sequence=2, fate=Fate.AWAITED), milder=True)
    rows = [HELD_THERE, told, _row(2, AMEND, 2027)]
    assert plan(rows, TODAY, burdens_wait=True) == Plan(claim=_goes(2, over=1))


def test_terms_are_asked_for_only_where_an_amendment_waits() -> None:
    """Then those of all burdens from the one that the partner holds."""
    amend = _row(1, AMEND, 2027)
    assert to_compare([HELD_THERE, amend], burdens_wait=False) == []
    assert to_compare([HELD_THERE, amend], burdens_wait=True) == [_id(0), _id(1)]
    unsigned = [HELD_THERE, replace(amend, held=True)]
    assert to_compare(unsigned, burdens_wait=False) == [_id(0), _id(1)]
    gone = replace(amend, held=True, sequence=2)
    assert to_compare([HELD_THERE, gone], burdens_wait=True) == []


def test_equal_terms_are_no_amendment() -> None:
    """The same content, of whose subject less is told now, is what the partner holds."""
    name = frozenset({"subject_name"})
    known = replace(HELD_THERE, told=ToldTerms(terms=terms(date(2029, 5, 24)), subject=name))
    same = _row(1, AMEND, held=True)
    assert plan([known, same], TODAY) == Plan()
