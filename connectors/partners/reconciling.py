"""
What a partner makes of the hub's full list, as pure functions over its ledger (R13).

What is held and not in the list is taken back, what is in the list is held, and of each subject
nothing is applied any more that the list knew of. What came after the list was read stays.
"""

from dataclasses import replace
from uuid import UUID

from connectors.partners.answer import DONE, SUPERSEDED, Answer, Result
from connectors.partners.full_list import FullList, Listed
from connectors.partners.handling import (
    Execute,
    entry_after,
    executed,
    require_own,
    superseded,
)
from connectors.partners.ledger import Change, Entry, Growing, Ledger, none_of


def reconcile(
    ledger: Ledger, full_list: FullList, execute: Execute = executed
) -> tuple[Change, tuple[Answer, ...]]:
    """
    Come to hold what the list says; the answers that follow.

    Each answer has a number above the last one that the hub knows of its directive, so that it is
    heard. Applied once more, a list changes nothing. Whether something is still missing is left as
    it is.
    """
    growing, answers = Growing(ledger), []
    growing.add(_taken_back(ledger, full_list))
    for listed in full_list.listed:
        told = full_list.told_through.get(listed.directive.subject_key, listed.directive.sequence)
        change, answer = _hold(growing.ledger, listed, told, execute)
        growing.add(change)
        answers += [] if answer is None else [answer]
    growing.add(_told_through(growing.ledger, full_list))
    return growing.change, tuple(answers)


def _taken_back(ledger: Ledger, full_list: FullList) -> Change:
    """What is held, is not in the list, and did not come after it."""
    listed = {each.directive.measure_id for each in full_list.listed}
    measures = {}
    for measure, entry in ledger.measures.items():
        if entry.holds is None or measure in listed:
            continue
        told = full_list.told_through.get(UUID(entry.holds["subject_key"]), 0)
        if entry.holds["sequence"] <= told:
            measures[measure] = replace(entry, holds=None)
    return replace(none_of(ledger), measures=measures)


def _hold(
    ledger: Ledger, listed: Listed, told: int, execute: Execute
) -> tuple[Change, Answer | None]:
    """Hold one directive of the list. `told`: how far its subject was told then."""
    directive, number = listed.directive, listed.answer_no
    entry = ledger.measures.get(directive.measure_id, Entry(sequence=0))
    if entry.sequence > told:
        return none_of(ledger), None  # something came after the list was read
    own = ledger.answers.get(directive.directive_id)
    known = 0 if own is None else own.answer_no
    held = entry.holds is not None and entry.holds["directive_id"] == str(directive.directive_id)
    waits = _waits(own, number) and entry.sequence == directive.sequence
    unheard = own if known > number else None
    if own is not None and (held or waits or (unheard and own.result not in DONE)):
        change = replace(
            none_of(ledger),
            measures={directive.measure_id: replace(entry, listed=told)} if waits else {},
            answers={directive.directive_id: replace(own, answer_no=max(known, number))},
        )
        return change, unheard
    before = max(entry.sequence, ledger.through.get(directive.subject_key, 0))
    if directive.sequence <= before and not held:
        answer, after = _refusal(listed, own), entry
    else:
        answer = execute(directive, ledger)
        require_own(directive, answer)
        after = entry_after(ledger, directive, answer)
    if own is not None or number:
        answer = replace(answer, answer_no=max(known, number) + 1)
    took_effect = answer.result in DONE and (own is None or own.result not in DONE)
    change = replace(
        none_of(ledger),
        measures={directive.measure_id: after},
        answers={directive.directive_id: answer},
        applied=ledger.applied + took_effect,
    )
    return change, answer


def _waits(own: Answer | None, number: int) -> bool:
    """Whether it was accepted and is still to be finished."""
    return own is not None and own.result is Result.ACCEPTED and own.answer_no >= number


def _refusal(listed: Listed, own: Answer | None) -> Answer:
    """The answer to what is not held here and may not be applied any more; with its old reason."""
    if own is None or own.result in (*DONE, Result.ACCEPTED) or own.reason_code == SUPERSEDED:
        return superseded(listed.directive)
    return own


def _told_through(ledger: Ledger, full_list: FullList) -> Change:
    """Nothing that the list knew of is missing, nor is it applied later."""
    told = full_list.told_through.items()
    return replace(
        none_of(ledger),
        streams={key: last for key, last in told if last > ledger.streams.get(key, 0)},
        through={key: last for key, last in told if last > ledger.through.get(key, 0)},
    )
