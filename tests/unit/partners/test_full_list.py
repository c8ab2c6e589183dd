"""What a partner makes of the hub's full list, and when it asks for one (R13, R14)."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from connectors.partners.answer import Answer, Result
from connectors.partners.desk import Desk, LedgerOfAnother
from connectors.partners.directive import Action, Directive, from_fields
from connectors.partners.full_list import FullList, Listed, full_list_of
from connectors.partners.handling import executed, finish, receive
from connectors.partners.hub_http import HubAway
from connectors.partners.ledger import Ledger
from connectors.partners.ledger_file import read_ledger, write_ledger
from connectors.partners.reconciling import reconcile
from schemas.json_form import to_json
from schemas.samples import sample

M, N, LATER = UUID(int=1), UUID(int=2), UUID(int=3)
A, B = UUID(int=0xA), UUID(int=0xB)


def _told(
    sequence: int,
    action: Action = Action.IMPOSE,
    *,
    measure: UUID = M,
    subject: UUID = A,
    previous: int = 0,
    order: str = "",
    partner: str = "",
) -> Directive:
    plain = to_json(sample("credit.directives.Directive"))
    assert isinstance(plain, dict)
    fields = {
        "directive_id": str(UUID(int=sequence << 64 | subject.int << 32 | measure.int)),
        "measure_id": str(measure),
        "sequence": sequence,
        "previous_sequence": previous,
        "subject_key": str(subject),
        "action": action.value,
        "original_order_no": order,
        "partner": partner,
    }
    return from_fields(plain | fields)


def _list(*listed: Directive | Listed, through: int, of: UUID = A) -> FullList:
    every = tuple(Listed(directive=one) if isinstance(one, Directive) else one for one in listed)
    return FullList(listed=every, told_through={of: through})


def _after(*told: Directive, ledger: Ledger | None = None) -> Ledger:
    """A ledger after some directives."""
    ledger = ledger or Ledger()
    for directive in told:
        ledger = ledger.after(receive(ledger, directive).change)
    return ledger


def _held(ledger: Ledger) -> set[int]:
    return {held["sequence"] for held in ledger.held()}


def _accepting(directive: Directive, _: Ledger) -> Answer:
    return replace(executed(directive, Ledger()), result=Result.ACCEPTED)


def _refusing(directive: Directive, _: Ledger) -> Answer:
    return replace(executed(directive, Ledger()), result=Result.NOT_EXECUTED, reason_code="R3001")


def test_what_is_not_listed_is_dropped_unless_it_came_later() -> None:
    """Of three measures one is listed, one is not, and one has a sequence above the list's."""
    ledger = _after(_told(1), _told(2, measure=N), _told(4, measure=LATER))
    change, answers = reconcile(ledger, _list(Listed(directive=_told(1), answer_no=1), through=3))
    assert _held(ledger.after(change)) == {1, 4}
    assert not answers


def test_of_a_subject_that_is_not_told_of_all_stays() -> None:
    """A list of some subjects, or of a hub that never told of one, drops nothing about others."""
    ledger = _after(_told(1), _told(1, subject=B, measure=N))
    change, _ = reconcile(ledger, _list(through=1, of=B))
    assert [held["subject_key"] for held in ledger.after(change).held()] == [str(A)]


def test_a_list_of_a_hub_that_does_not_say_how_far_drops_nothing() -> None:
    """An older hub's list has directives alone: what is missing is held, and all else stays."""
    ledger = _after(_told(1))
    older = full_list_of({"directives": [_told(2, measure=N).fields]}, whole=True)
    change, (answer,) = reconcile(ledger, older)
    assert _held(ledger.after(change)) == {1, 2}
    assert answer.answer_no == 1


def test_what_the_list_knew_of_is_not_applied_later() -> None:
    """Not the IMPOSE that was lifted meanwhile, nor an AMEND that was refused."""
    change, _ = reconcile(Ledger(), _list(_told(1), through=4))
    ledger = Ledger().after(change)
    for late in (_told(2, Action.AMEND), _told(3, measure=N)):
        outcome = receive(ledger, late)
        assert outcome.answer.reason_code == "superseded"
        assert not outcome.gap
        ledger = ledger.after(outcome.change)
    assert _held(ledger) == {1}
    assert _held(_after(_told(5, measure=N, previous=4), ledger=ledger)) == {1, 5}


@pytest.mark.parametrize(
    ("before", "result"), [((_told(1, order="12"),), "EXECUTED"), ((), "NOT_EXECUTED")]
)
def test_a_lift_behind_the_list_is_no_refused_one(
    before: tuple[Directive, ...], result: str
) -> None:
    """A court's LIFT was claimed when the list was read: what the list dropped was lifted; where
    nothing was held there was nothing (R3005). Neither is superseded."""
    ledger = _after(*before)
    ledger = ledger.after(reconcile(ledger, _list(through=2))[0])
    lift = receive(ledger, _told(2, Action.LIFT, order="12")).answer
    assert (lift.result.value, lift.reason_code) == (result, "R3005" if not before else "")


def test_what_was_dropped_and_then_refused_is_not_held_at_a_later_lift() -> None:
    """That a list took it back is forgotten with the next directive of its measure."""
    ledger = _after(_told(1, order="12"))
    ledger = ledger.after(reconcile(ledger, _list(through=2))[0])
    ledger = ledger.after(receive(ledger, _told(3, order="12"), _refusing).change)
    assert receive(ledger, _told(4, Action.LIFT, order="12")).answer.reason_code == "R3005"


def test_an_answer_after_a_loss_has_the_next_number() -> None:
    """Held anew, or refused now, it is answered above the last that the hub has."""
    listed = _list(Listed(directive=_told(1), answer_no=2), through=1)
    for execute, held in ((executed, {1}), (_refusing, set[int]())):
        change, (answer,) = reconcile(Ledger(), listed, execute)
        assert answer.answer_no == 3
        assert _held(Ledger().after(change)) == held


def test_what_is_held_is_not_done_again() -> None:
    """A higher number of the hub's is taken over, without a word and without an effect."""
    ledger = _after(_told(1))
    change, answers = reconcile(ledger, _list(Listed(directive=_told(1), answer_no=4), through=1))
    after = ledger.after(change)
    assert not answers
    assert after.applied == ledger.applied
    assert after.answers[_told(1).directive_id].answer_no == 4


def test_what_the_hub_has_not_heard_is_said_again() -> None:
    """The answer was under way, or was lost on the way."""
    ledger = _after(_told(1))
    _, answers = reconcile(ledger, _list(_told(1), through=1))
    assert answers == (ledger.answers[_told(1).directive_id],)


def test_a_refusal_that_was_not_heard_is_given_a_higher_number() -> None:
    """Given after the loss under a number that the hub had already, it counted for nothing."""
    ledger = Ledger().after(receive(Ledger(), _told(1), _refusing).change)
    change, (answer,) = reconcile(ledger, _list(Listed(directive=_told(1), answer_no=1), through=1))
    assert (answer.answer_no, answer.reason_code) == (2, "R3001")
    assert not _held(ledger.after(change))


def test_what_was_lifted_here_is_not_held_again_by_a_list() -> None:
    """The hub takes its LIFT for returned and lists the measure: the partner goes by its ledger,
    and says so of what is listed, so that what is due is told anew."""
    ledger = _after(_told(1), _told(2, Action.LIFT))
    listed = _list(Listed(directive=_told(1), answer_no=1), through=2)
    change, (answer,) = reconcile(ledger, listed)
    assert (answer.answer_no, answer.reason_code) == (2, "superseded")
    assert not _held(ledger.after(change))


@pytest.mark.parametrize("listed", [True, False])
def test_what_a_clerk_has_still_to_do(*, listed: bool) -> None:
    """Accepted and on the list it can be finished after it; not on the list it is superseded."""
    told = _told(1)
    ledger = Ledger().after(receive(Ledger(), told, _accepting).change)
    on = (Listed(directive=told, answer_no=1),) if listed else ()
    ledger = ledger.after(reconcile(ledger, _list(*on, through=2))[0])
    outcome = finish(ledger, told, executed(told, ledger))
    assert _held(ledger.after(outcome.change)) == ({1} if listed else set())
    assert outcome.answer.answer_no == 2


def test_a_ledger_that_is_not_there_asks_before_long(tmp_path: Path) -> None:
    """It may be a lost one: with the first directive it is known that a list is missing."""
    with Desk("bank", tmp_path / "bank.json", executed, lambda: _list(through=1)) as desk:
        assert desk.handle(_told(1)).gap
        desk.close_gap()
        assert not desk.ledger.gap
    with Desk("bank", tmp_path / "bank.json", executed, lambda: _list(through=1)) as desk:
        assert not desk.ledger.gap


def test_whoever_is_killed_before_it_answered_asks_again(tmp_path: Path) -> None:
    """The list was applied and its answers did not leave: the next process gives them."""
    file, told = tmp_path / "bank.json", Listed(directive=_told(1), answer_no=1)
    said: list[Answer] = []

    def away(_: Iterable[Answer]) -> None:
        raise HubAway

    with Desk("bank", file, _refusing, lambda: _list(told, through=1)) as desk:
        with pytest.raises(HubAway):
            desk.reconcile(away)
        first = desk.ledger.answers[told.directive.directive_id]
    assert read_ledger(file).gap
    with Desk("bank", file, _refusing, lambda: _list(told, through=1)) as desk:
        desk.close_gap(said.extend)
        assert not desk.ledger.gap
    assert said == [first]


@pytest.mark.parametrize(("knows", "lists"), [(4, 1), (3, 2)])
def test_a_gap_that_shows_while_a_list_is_on_its_way(
    tmp_path: Path, knows: int, lists: int
) -> None:
    """Another list is asked for only where this one did not know of what was lost."""
    asked: list[bool] = []

    def full_list() -> FullList:
        asked.append(True)
        if len(asked) == 1:
            desk.handle(_told(5, measure=N, previous=4))
            return _list(through=knows)
        return _list(through=5)

    with Desk("bank", tmp_path / "bank.json", executed, full_list) as desk:
        desk.close_gap()
        assert not desk.ledger.gap
        assert _held(desk.ledger) == ({5} if lists == 1 else set())
    assert len(asked) == lists


def test_while_one_asks_no_other_does(tmp_path: Path) -> None:
    """A second thread that sees the gap goes on at once; directives are handled meanwhile."""
    asking, go_on, asked = threading.Event(), threading.Event(), list[bool]()

    def full_list() -> FullList:
        asked.append(True)
        asking.set()
        assert go_on.wait(30)
        return _list(through=1)

    with Desk("bank", tmp_path / "bank.json", executed, full_list) as desk:
        first = threading.Thread(target=desk.close_gap)
        first.start()
        assert asking.wait(30)
        assert desk.handle(_told(2)).gap
        assert desk.close_gap() == ()
        go_on.set()
        first.join()
        assert not desk.ledger.gap
        assert _held(desk.ledger) == {2}
    assert len(asked) == 1


def test_a_list_of_some_subjects_closes_no_gap(tmp_path: Path) -> None:
    """What else was lost it does not say."""
    with Desk("bank", tmp_path / "bank.json", executed) as desk:
        desk.handle(_told(3, previous=2))
        desk.take_list(replace(_list(through=3), whole=False))
        assert desk.ledger.gap
        assert not _held(desk.ledger)
        desk.take_list(_list(through=3))
        assert not desk.ledger.gap


def test_a_ledger_of_another_partner_is_not_taken(tmp_path: Path) -> None:
    """S2006: its sequences and measures are none of this one's; its own desk still gets it."""
    file = tmp_path / "ledger.json"
    with Desk("land", file) as desk:
        desk.handle(_told(1, partner="land"))
    with pytest.raises(LedgerOfAnother, match=r"S2006 the ledger .* is that of land"):
        Desk("bank", file)
    Desk("land", file).close()


def test_a_ledger_of_before_is_read(tmp_path: Path) -> None:
    """One that an SDK wrote which did not keep how far a list went."""
    file = tmp_path / "bank.json"
    ledger = _after(_told(1))
    write_ledger(file, ledger)
    before = file.read_text().replace(', "through": {}', "").replace(', "listed": 0', "")
    assert "through" not in before
    file.write_text(before)
    assert read_ledger(file) == ledger
