"""
The partner's side of the contract, as pure functions over its ledger (台账, `ledger.py`).

Apply only a sequence above the last one of its measure, and remember it, also for a lift of what is
not held. A directive that comes again gets the answer it got; a lower sequence is answered
NOT_EXECUTED (superseded), an action that is not known RETURNED, and neither changes the measure.
A `previous_sequence` above what was seen means that something was lost: then ask for the full list
(`reconciling.py`). What a list knew of is not applied any more when it comes after it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from connectors.partners.answer import (
    DONE,
    NOT_HELD,
    NOT_POSSIBLE,
    SUPERSEDED,
    Answer,
    Result,
    encoded,
)
from connectors.partners.directive import Action, Directive
from connectors.partners.ledger import Change, Entry, Ledger, none_of
from connectors.partners.order_result import OrderResult

#: A partner's own rules: how it executes an IMPOSE or AMEND, given what it holds. NOT_EXECUTED or
#: RETURNED means that nothing is held anew, ACCEPTED that `finish` will say; a lift is never
#: refused by them. Called before the ledger is on disk: where that fails, or the process ends in
#: between, it is called once more.
Execute = Callable[[Directive, Ledger], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    What came of a directive; `change` is to be kept before the answer leaves.

    `again`: it came before, and nothing changes. `gap`: something was lost, and the full list is to
    be asked for.
    """

    change: Change
    answer: Answer
    again: bool = False

    @property
    def gap(self) -> bool:
        """Whether the full list is to be asked for: something was lost."""
        return self.change.gap


def executed(directive: Directive, _: Ledger) -> Answer:
    """A partner without rules of its own does what it is told."""
    return _answer(directive, Result.EXECUTED)


def receive(ledger: Ledger, directive: Directive, execute: Execute = executed) -> Outcome:
    """
    Handle one directive; the change is to be kept before the answer leaves.

    Raises `ValueError` for an answer of `execute` that the hub would not take as one to this.
    """
    if (given := ledger.answers.get(directive.directive_id)) is not None:
        return Outcome(change=none_of(ledger), answer=given, again=True)
    if directive.action is Action.UNKNOWN:
        return _only_answered(ledger, directive, _not_possible(directive))
    answer, entry = _handle(ledger, directive, execute)
    change = replace(
        _seen(ledger, directive),
        measures={directive.measure_id: entry},
        answers={directive.directive_id: answer},
        applied=ledger.applied + (answer.result in DONE),
    )
    return Outcome(change=change, answer=answer)


def finish(ledger: Ledger, directive: Directive, answer: Answer) -> Outcome:
    """
    The answer that follows ACCEPTED, numbered after it; only then is what was done held.

    What a later directive has overtaken meanwhile is not held, and answered as superseded; so is
    what a full list has not. One that was answered for good keeps its answer. Raises `ValueError`
    for one that was never handled, and for an answer that the hub would not take.
    """
    given = ledger.answers.get(directive.directive_id)
    if given is None:
        raise ValueError("the directive was not handled yet")
    if given.result is not Result.ACCEPTED:
        return Outcome(change=none_of(ledger), answer=given, again=True)
    before = ledger.measures[directive.measure_id]
    told = ledger.through.get(directive.subject_key, 0)
    gone = before.listed < told and directive.sequence <= told
    overtaken = gone or directive.sequence < before.sequence
    said = replace(superseded(directive) if overtaken else answer, answer_no=given.answer_no + 1)
    require_own(directive, said)
    change = replace(
        none_of(ledger),
        measures={} if overtaken else {directive.measure_id: entry_after(ledger, directive, said)},
        answers={directive.directive_id: said},
        applied=ledger.applied + (said.result in DONE),
    )
    return Outcome(change=change, answer=said)


def skip(ledger: Ledger, directive: Directive) -> Outcome:
    """Answer what a later directive of its measure, already known, has overtaken (R15)."""
    if (given := ledger.answers.get(directive.directive_id)) is not None:
        return Outcome(change=none_of(ledger), answer=given, again=True)
    return _only_answered(ledger, directive, superseded(directive))


def _only_answered(ledger: Ledger, directive: Directive, answer: Answer) -> Outcome:
    change = replace(_seen(ledger, directive), answers={directive.directive_id: answer})
    return Outcome(change=change, answer=answer)


def take_result(ledger: Ledger, result: OrderResult) -> Change:
    """Keep what became of an order, once; it shares its sequence with directives."""
    if result.result_id in ledger.results:
        return none_of(ledger)
    return replace(_seen(ledger, result), results={result.result_id: result.fields})


def _seen(ledger: Ledger, told: Directive | OrderResult) -> Change:
    """That a message's sequence is known, and whether one before it was lost."""
    before = ledger.streams.get(told.subject_key, 0)
    return replace(
        none_of(ledger),
        streams={told.subject_key: max(before, told.sequence)},
        gap=ledger.gap or shows_a_gap(ledger, told),
    )


def shows_a_gap(ledger: Ledger, told: Directive | OrderResult) -> bool:
    """Whether what surely came before a message about its subject is not known here."""
    return told.previous_sequence > ledger.streams.get(told.subject_key, 0)


def superseded(directive: Directive) -> Answer:
    """The answer to what a later sequence has overtaken."""
    return replace(_answer(directive, Result.NOT_EXECUTED), reason_code=SUPERSEDED)


def _handle(ledger: Ledger, directive: Directive, execute: Execute) -> tuple[Answer, Entry]:
    before = ledger.measures.get(directive.measure_id, Entry(sequence=0))
    if directive.sequence <= before.sequence:
        return superseded(directive), before
    lifts = directive.action is Action.LIFT
    told = ledger.through.get(directive.subject_key, 0)
    # A full list knew of it, and what is held is what that said. A lift of what is not held says
    # the same as the list: called superseded, it would be a lift that was not done.
    if directive.sequence <= told and not (lifts and before.holds is None):
        return superseded(directive), before
    if lifts:
        answer = _answer(directive, Result.EXECUTED)
        if before.holds is None and not before.since and directive.is_order:
            answer = replace(answer, result=Result.NOT_EXECUTED, reason_code=NOT_HELD)
        return answer, Entry(sequence=directive.sequence)
    answer = execute(directive, ledger)
    require_own(directive, answer)
    return answer, entry_after(ledger, directive, answer)


def entry_after(ledger: Ledger, directive: Directive, answer: Answer) -> Entry:
    """The ledger's entry after an IMPOSE or AMEND with this answer."""
    before = ledger.measures.get(directive.measure_id, Entry(sequence=0))
    if answer.result not in DONE:
        since = before.since if before.holds is not None else 0
        return Entry(sequence=directive.sequence, holds=before.holds, since=since)
    since = before.since if before.holds is not None else ledger.applied + 1
    return Entry(sequence=directive.sequence, holds=directive.fields, since=since)


def require_own(directive: Directive, answer: Answer) -> None:
    """Raise `ValueError` for an answer that the hub would not take as one to this directive."""
    if answer.directive_id != directive.directive_id:
        raise ValueError("the answer is to another directive")
    encoded(answer)


def _not_possible(directive: Directive) -> Answer:
    return replace(
        _answer(directive, Result.RETURNED),
        reason_code=NOT_POSSIBLE,
        reason="the action is none that this SDK knows",
    )


def _answer(directive: Directive, result: Result) -> Answer:
    return Answer(
        directive_id=directive.directive_id, measure_id=directive.measure_id, result=result
    )
