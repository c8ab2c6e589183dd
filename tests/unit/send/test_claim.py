"""The table of R12, row by row."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from streams.send.claim import AMEND, IMPOSE, LIFT, Claim, Fate, Plan, Sending, plan
from streams.send.directive import DirectiveAction

TODAY = date(2026, 6, 1)
X, Y = UUID(int=1), UUID(int=2)


def _row(
    n: int,
    action: DirectiveAction,
    content: UUID = X,
    *,
    sequence: int | None = None,
    fate: Fate = Fate.AWAITED,
    held: bool = False,
    unconditional: bool = False,
    valid_until: date | None = None,
) -> Sending:
    return Sending(
        directive_id=UUID(int=10 + n),
        n=n,
        action=action,
        content=content,
        sequence=sequence,
        fate=fate,
        held=held,
        unconditional=unconditional,
        valid_until=valid_until,
    )


def _id(n: int) -> UUID:
    return UUID(int=10 + n)


def test_nothing_known_and_lifted() -> None:
    """All unclaimed are superseded (C40)."""
    assert plan([_row(0, IMPOSE), _row(1, LIFT)], TODAY) == Plan(
        superseded=frozenset({_id(0), _id(1)})
    )


def test_nothing_known_and_lifted_by_an_order() -> None:
    """The unconditional LIFT goes, the FREEZE never (C58)."""
    found = plan([_row(0, IMPOSE), _row(1, LIFT, unconditional=True)], TODAY)
    assert found == Plan(
        claim=Claim(directive_id=_id(1), action=LIFT), superseded=frozenset({_id(0)})
    )


def test_a_lift_is_sent_again_until_it_is_answered() -> None:
    """A claimed LIFT without an answer goes again; answered it does not."""
    rows = [_row(0, IMPOSE, sequence=1, fate=Fate.DONE), _row(1, LIFT, sequence=2)]
    assert plan(rows, TODAY).again == _id(1)
    done = [rows[0], _row(1, LIFT, sequence=2, fate=Fate.DONE)]
    assert plan(done, TODAY) == Plan()


def test_nothing_known_and_in_force() -> None:
    """W goes as IMPOSE, whatever it was decided as; earlier ones are superseded (C43, C47)."""
    rows = [_row(0, IMPOSE, sequence=1, fate=Fate.REFUSED), _row(1, AMEND, Y)]
    assert plan(rows, TODAY).claim == Claim(directive_id=_id(1), action=IMPOSE)


def test_in_force_with_other_content() -> None:
    """One AMEND, which supersedes K."""
    rows = [_row(0, IMPOSE, sequence=1), _row(1, AMEND, Y), _row(2, AMEND, UUID(int=3))]
    assert plan(rows, TODAY) == Plan(
        claim=Claim(directive_id=_id(2), action=AMEND, supersedes=_id(0)),
        superseded=frozenset({_id(1)}),
    )


def test_in_force_with_equal_content() -> None:
    """Unclaimed ones are superseded; K's answer counts, and K goes again for it."""
    rows = [_row(0, IMPOSE, sequence=1), _row(1, LIFT), _row(2, IMPOSE)]
    assert plan(rows, TODAY) == Plan(superseded=frozenset({_id(1), _id(2)}), again=_id(0))


def test_in_force_and_lifted() -> None:
    """The LIFT, which supersedes K; AMENDs between are not told (C42)."""
    rows = [_row(0, IMPOSE, sequence=1, fate=Fate.DONE), _row(1, AMEND, Y), _row(2, LIFT, Y)]
    assert plan(rows, TODAY) == Plan(
        claim=Claim(directive_id=_id(2), action=LIFT, supersedes=_id(0)),
        superseded=frozenset({_id(1)}),
    )


def test_what_may_have_been_done_does_not_spare_the_next_decision() -> None:
    """Y was taken and returned when told again: X, due again, goes; the same Y, too (ADR 0325)."""
    rows = [
        _row(0, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(1, AMEND, Y, sequence=2, fate=Fate.UNKNOWN),
    ]
    assert plan(rows, TODAY) == Plan()
    for content in (X, Y):
        found = plan([*rows, _row(2, AMEND, content)], TODAY)
        assert found.claim == Claim(directive_id=_id(2), action=AMEND, supersedes=_id(1))


def test_a_lift_that_may_have_been_done_counts_neither_way() -> None:
    """A burden after it goes as IMPOSE; a lift written anew goes, too (ADR 0325)."""
    rows = [
        _row(0, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(1, LIFT, sequence=2, fate=Fate.UNKNOWN),
    ]
    imposed = plan([*rows, _row(2, IMPOSE)], TODAY)
    assert imposed.claim == Claim(directive_id=_id(2), action=IMPOSE)
    lifted = plan([*rows, _row(2, LIFT)], TODAY)
    assert lifted.claim == Claim(directive_id=_id(2), action=LIFT, supersedes=_id(0))


def test_towards_a_lift_a_refused_impose_counts() -> None:
    """A partner may have applied what it refused: the LIFT goes out."""
    rows = [_row(0, IMPOSE, sequence=1, fate=Fate.REFUSED), _row(1, LIFT)]
    assert plan(rows, TODAY).claim == Claim(directive_id=_id(1), action=LIFT, supersedes=_id(0))


def test_what_is_over_is_not_claimed_and_not_sent_again() -> None:
    """After W's last day a burden waits for the tick (C55)."""
    yesterday = date(2026, 5, 31)
    assert plan([_row(0, IMPOSE, valid_until=yesterday)], TODAY) == Plan()
    assert plan([_row(0, IMPOSE, sequence=1, valid_until=yesterday)], TODAY) == Plan()


def test_on_its_last_day_a_burden_still_goes() -> None:
    """Both bounds of a term are inclusive."""
    last_day = [_row(0, IMPOSE, valid_until=TODAY)]
    assert plan(last_day, TODAY).claim == Claim(directive_id=_id(0), action=IMPOSE)


def test_lifts_by_order_go_one_after_the_other() -> None:
    """The second of two releases waits for its turn, and for none once a burden goes."""
    releases = [_row(1, LIFT, unconditional=True), _row(2, LIFT, unconditional=True)]
    assert plan([_row(0, IMPOSE), *releases], TODAY) == Plan(
        claim=Claim(directive_id=_id(1), action=LIFT), superseded=frozenset({_id(0)})
    )
    again = [_row(0, IMPOSE), *releases, _row(3, IMPOSE)]
    assert plan(again, TODAY) == Plan(
        claim=Claim(directive_id=_id(3), action=IMPOSE),
        superseded=frozenset({_id(0), _id(1), _id(2)}),
    )


def test_held_stops_only_itself() -> None:
    """A HELD burden is as if not decided yet; the lift before it goes, and a LIFT is never held."""
    rows = [
        _row(0, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(1, LIFT, held=True),
        _row(2, IMPOSE, held=True),
    ]
    assert plan(rows, TODAY) == Plan(
        claim=Claim(directive_id=_id(1), action=LIFT, supersedes=_id(0))
    )


def test_a_hold_lets_lifts_flow() -> None:
    """While burdens wait, a lift decided since K goes and the burden after it stays."""
    rows = [_row(0, IMPOSE, sequence=1, fate=Fate.DONE), _row(1, LIFT), _row(2, IMPOSE, Y)]
    assert plan(rows, TODAY, burdens_wait=True) == Plan(
        claim=Claim(directive_id=_id(1), action=LIFT, supersedes=_id(0))
    )


def test_a_hold_sends_an_awaited_lift_again() -> None:
    """The lift that was claimed goes again while the burden after it waits."""
    rows = [
        _row(0, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(1, LIFT, sequence=2),
        _row(2, IMPOSE, Y),
    ]
    assert plan(rows, TODAY, burdens_wait=True) == Plan(again=_id(1))


def test_a_hold_lifts_nothing_that_was_imposed_after_the_lift() -> None:
    """A lift older than what the partner holds is history: it never goes."""
    rows = [
        _row(0, IMPOSE),
        _row(1, LIFT),
        _row(2, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(3, AMEND, Y),
    ]
    assert plan(rows, TODAY, burdens_wait=True) == Plan()


def test_a_hold_goes_by_what_was_not_refused() -> None:
    """A refused AMEND after the lift does not make the lift history; the lift undoes it too."""
    rows = [
        _row(0, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(1, LIFT),
        _row(2, AMEND, Y, sequence=2, fate=Fate.REFUSED),
        _row(3, AMEND, UUID(int=3)),
    ]
    assert plan(rows, TODAY, burdens_wait=True) == Plan(
        claim=Claim(directive_id=_id(1), action=LIFT, supersedes=_id(2))
    )


def test_a_hold_lets_no_burden_through() -> None:
    """Nor one that was decided before the last."""
    rows = [
        _row(0, IMPOSE, sequence=1, fate=Fate.DONE),
        _row(1, AMEND, Y),
        _row(2, AMEND, UUID(int=3)),
    ]
    assert plan(rows, TODAY, burdens_wait=True) == Plan()


def test_c73_superseded_does_not_bind() -> None:
    """x executed, y refused, back to x and superseded; y executed after all: x goes again."""
    before = [
        _row(0, IMPOSE, X, sequence=1, fate=Fate.DONE),
        _row(1, AMEND, Y, sequence=2, fate=Fate.REFUSED),
        _row(2, AMEND, X),
    ]
    assert plan(before, TODAY) == Plan(superseded=frozenset({_id(2)}))
    after = [before[0], _row(1, AMEND, Y, sequence=2, fate=Fate.DONE), before[2]]
    assert plan(after, TODAY).claim == Claim(directive_id=_id(2), action=AMEND, supersedes=_id(1))


def test_c73_superseded_does_not_bind_after_a_hold_either() -> None:
    """What the late answer of C73 calls for waits while burdens do, and is no longer superseded."""
    rows = [
        _row(0, IMPOSE, X, sequence=1, fate=Fate.DONE),
        _row(1, AMEND, Y, sequence=2, fate=Fate.DONE),
        replace(_row(2, AMEND, X), superseded=True),
    ]
    assert plan(rows, TODAY, burdens_wait=True) == Plan(revived=_id(2))
    assert plan([*rows[:2], _row(2, AMEND, X)], TODAY, burdens_wait=True) == Plan()
