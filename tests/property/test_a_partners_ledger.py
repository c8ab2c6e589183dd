"""A partner's ledger that grows in its place comes to what plain rules come to (R13, R15)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.partners.answer import NOT_HELD, NOT_POSSIBLE, SUPERSEDED, Answer, Result
from connectors.partners.desk import Desk
from connectors.partners.directive import Action, Directive
from connectors.partners.full_list import FullList, Listed
from connectors.partners.handling import receive
from connectors.partners.ledger import Entry, Ledger
from connectors.partners.ledger_file import read_ledger
from connectors.partners.order_result import OrderResult
from connectors.partners.reconciling import reconcile

Told = Directive | OrderResult


def choosy(directive: Directive, ledger: Ledger) -> Answer:
    """Refuse every third directive, and hold a part where something else is held."""
    number = directive.directive_id.int
    result = Result.PARTIAL if list(ledger.held()) else Result.EXECUTED
    return Answer(
        directive_id=directive.directive_id,
        measure_id=directive.measure_id,
        result=Result.NOT_EXECUTED if number % 3 == 0 else result,
    )


def plainly(ledger: Ledger, told: Told, *, final: bool) -> tuple[Ledger, Answer | None, bool]:
    """The rules over copies: the ledger after a message, its answer, whether it came before."""
    if isinstance(told, OrderResult):
        if told.result_id in ledger.results:
            return ledger, None, True
        seen = plainly_seen(ledger, told)
        return replace(seen, results={**ledger.results, told.result_id: told.fields}), None, False
    known = ledger.answers.get(told.directive_id)
    if known is not None:
        return ledger, known, True
    before = ledger.measures.get(told.measure_id, Entry(sequence=0))
    answer = Answer(
        directive_id=told.directive_id, measure_id=told.measure_id, result=Result.EXECUTED
    )
    if told.action is Action.UNKNOWN:
        answer = replace(
            answer,
            result=Result.RETURNED,
            reason_code=NOT_POSSIBLE,
            reason="the action is none that this SDK knows",
        )
        seen = plainly_seen(ledger, told)
        return replace(seen, answers={**ledger.answers, told.directive_id: answer}), answer, False
    entry = Entry(sequence=told.sequence)
    if not final or told.sequence <= before.sequence:
        answer = replace(answer, result=Result.NOT_EXECUTED, reason_code=SUPERSEDED)
        entry = before
    elif told.action is not Action.LIFT:
        answer = choosy(told, ledger)
        since = before.since if before.holds is not None else ledger.applied + 1
        held = Entry(sequence=told.sequence, holds=told.fields, since=since)
        refused = answer.result is Result.NOT_EXECUTED
        entry = replace(before, sequence=told.sequence) if refused else held
    elif before.holds is None and told.is_order:
        answer = replace(answer, result=Result.NOT_EXECUTED, reason_code=NOT_HELD)
    after = replace(
        plainly_seen(ledger, told),
        measures={**ledger.measures, **({told.measure_id: entry} if final else {})},
        answers={**ledger.answers, told.directive_id: answer},
        applied=ledger.applied + (answer.result in (Result.EXECUTED, Result.PARTIAL)),
    )
    return after, answer, False


def plainly_seen(ledger: Ledger, told: Told) -> Ledger:
    """The ledger that knows a message's sequence, and whether one before it was lost."""
    before = ledger.streams.get(told.subject_key, 0)
    return replace(
        ledger,
        streams={**ledger.streams, told.subject_key: max(before, told.sequence)},
        gap=ledger.gap or told.previous_sequence > before,
    )


def last_states(messages: Sequence[Told]) -> set[UUID]:
    """
    The directive of each measure that has the highest sequence, the latest of equal ones; of what
    nobody knows how to do there is none.
    """
    last: dict[UUID, Directive] = {}
    for told in messages:
        if isinstance(told, Directive) and told.action is not Action.UNKNOWN:
            known = last.get(told.measure_id)
            if known is None or known.sequence <= told.sequence:
                last[told.measure_id] = told
    return {directive.directive_id for directive in last.values()}


@st.composite
def messages(draw: st.DrawFn) -> Told:
    """A directive or a result of few ids, so that many are alike."""
    number, sequence = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    previous, subject = draw(st.integers(0, sequence - 1)), UUID(int=draw(st.integers(1, 2)))
    if draw(st.integers(0, 5)) == 0:
        return OrderResult(
            result_id=UUID(int=number),
            sequence=sequence,
            previous_sequence=previous,
            subject_key=subject,
            fields={"result_id": str(number)},
        )
    return Directive(
        directive_id=UUID(int=number),
        measure_id=UUID(int=number % 3 + 1),
        sequence=sequence,
        previous_sequence=previous,
        subject_key=subject,
        action=draw(st.sampled_from(Action)),
        fields={
            "directive_id": str(UUID(int=number)),
            "subject_key": str(subject),
            "sequence": sequence,
            "original_order_no": draw(st.sampled_from(["", "F1"])),
        },
    )


@settings(max_examples=150, deadline=None, print_blob=False)
@given(rounds=st.lists(st.lists(messages(), max_size=8), max_size=4), asked=st.booleans())
def test_it_comes_to_the_same(rounds: list[list[Told]], *, asked: bool) -> None:
    """
    Logs and single directives give the answers and the ledger of the plain rules.

    In memory, in the file, and in whatever ledger somebody asked for on the way.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.json"
        mine = Desk("bank", file, choosy, together=3)
        so, given_away = Ledger(), list[tuple[Ledger, Ledger]]()
        for place, log in enumerate(rounds):
            one = log[0] if len(log) == 1 else None
            final = last_states(log)
            wanted = []
            for told in log:
                applies = isinstance(told, OrderResult) or told.directive_id in final
                so, answer, again = plainly(so, told, final=applies)
                wanted += [] if answer is None else [(answer, again, so.gap)]
            outcomes = (mine.handle(one),) if isinstance(one, Directive) else mine.catch_up(log)
            assert [(o.answer, o.again, o.gap) for o in outcomes] == wanted
            mine.move_to(place)
            so = so.at(place)
            if asked:
                given_away.append((mine.ledger, so))
            assert read_ledger(file) == so if file.exists() else so == Ledger()
        assert all(ledger == then for ledger, then in given_away)


@st.composite
def lists(draw: st.DrawFn) -> FullList:
    """A full list as a hub may have it: of a measure one directive at most, told through there."""
    told = draw(st.lists(messages(), max_size=4))
    measures = {one.measure_id: one for one in told if isinstance(one, Directive)}
    listed = tuple(
        Listed(directive=one, answer_no=draw(st.integers(0, 3)))
        for one in measures.values()
        if one.action in (Action.IMPOSE, Action.AMEND)
    )
    through = {UUID(int=subject): draw(st.integers(0, 7)) for subject in (1, 2)}
    for one in listed:
        subject = one.directive.subject_key
        through[subject] = max(through[subject], one.directive.sequence)
    return FullList(listed=listed, told_through=through)


@settings(max_examples=300, deadline=None, print_blob=False)
@given(before=st.lists(messages(), max_size=8), full_list=lists(), later=messages())
def test_a_full_list_is_what_is_held(before: list[Told], full_list: FullList, later: Told) -> None:
    """
    Whatever the ledger was: of what the list knew of nothing else is held, each answer is above
    the last one that the hub has, the same list again changes nothing, and nothing that it knew
    of changes anything that is held.
    """
    ledger = Ledger()
    for told in before:
        ledger, _, _ = plainly(ledger, told, final=True)
    change, answers = reconcile(ledger, full_list, choosy)
    after = ledger.after(change)
    listed = {one.directive.measure_id: one for one in full_list.listed}
    through = full_list.told_through
    for measure, entry in after.measures.items():
        if entry.holds is None or entry.holds["sequence"] > through.get(
            UUID(entry.holds["subject_key"]), 0
        ):
            continue
        assert measure in listed
        if str(listed[measure].directive.subject_key) != entry.holds["subject_key"]:
            continue  # a measure is of one subject, which what is drawn does not know
        mine = after.answers[listed[measure].directive.directive_id]
        held = entry.holds["directive_id"] == str(mine.directive_id)
        assert (
            held
            # What it does not do, or cannot read, leaves what it holds as it is.
            or mine.result in (Result.NOT_EXECUTED, Result.RETURNED)
            or entry.sequence > through.get(listed[measure].directive.subject_key, 0)
        )
    for answer in answers:
        assert answer.answer_no > next(
            one.answer_no
            for one in full_list.listed
            if one.directive.directive_id == answer.directive_id
        )
    again, said = reconcile(after, full_list, choosy)
    assert after.after(again) == after
    assert {one.directive_id for one in said} <= {one.directive_id for one in answers} | set(
        ledger.answers
    )
    if isinstance(later, Directive) and later.sequence <= through.get(later.subject_key, 0):
        outcome = receive(after, later, choosy)
        assert list(after.after(outcome.change).held()) == list(after.held())
