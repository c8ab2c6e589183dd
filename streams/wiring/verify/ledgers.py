"""
Partners' ledgers against the database (invariants 2 and 3).

The partners are asked after the snapshot was taken, so that they may know more than it does: what
has a higher sequence than the snapshot's highest of its measure is no difference.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from streams.wiring.verify.directive import Directive
from streams.wiring.verify.finding import Finding
from streams.wiring.verify.witness import PartnerWitness, Word


class Ledger(NamedTuple):
    """What one partner said."""

    partner: str
    held: tuple[Word, ...]
    applied: tuple[Word, ...]


def ask(witness: PartnerWitness) -> Ledger:
    """Ask a partner. Raises `CannotSee`."""
    return Ledger(witness.partner, tuple(witness.in_force()), tuple(witness.applied()))


def check_applied(ledger: Ledger, known: Collection[UUID], finding: Finding) -> None:
    """Nothing had effect twice, nor after a later sequence; `known`: directives decided by now."""
    seen: set[UUID] = set()
    last: dict[UUID, int] = {}
    for word in ledger.applied:
        finding.count("effects at partners")
        where = f"{word.directive_id} at {ledger.partner}"
        if word.directive_id in seen:
            finding.differ("ledger", where, "had effect twice")
        elif word.sequence <= last.get(word.measure_id, 0):
            finding.differ(
                "ledger",
                where,
                f"sequence {word.sequence} had effect after {last[word.measure_id]}",
            )
        if word.directive_id not in known:
            finding.differ("ledger", where, "had effect and was never decided")
        seen.add(word.directive_id)
        last[word.measure_id] = max(word.sequence, last.get(word.measure_id, 0))
    held: set[UUID] = set()
    for word in ledger.held:
        if word.measure_id in held:
            finding.differ("ledger", f"{word.measure_id} at {ledger.partner}", "is held twice")
        held.add(word.measure_id)


def check_held(ledger: Ledger, measures: Mapping[UUID, list[Directive]], finding: Finding) -> None:
    """A partner holds what it executed, and nothing that it says it lifted."""
    held = {word.measure_id: word for word in ledger.held}
    newest: dict[UUID, int] = {}
    for word in (*ledger.applied, *ledger.held):
        newest[word.measure_id] = max(word.sequence, newest.get(word.measure_id, 0))
    for measure, word in sorted(held.items()):
        finding.count("measures held by partners")
        decided = measures.get(measure)
        if decided is not None and decided[-1].measure.partner != ledger.partner:
            where = f"{decided[-1].measure} by {ledger.partner}"
            finding.differ("ledger", where, "is held by a partner it was not meant for")
        elif decided is not None:
            _held(word, decided, ledger.partner, finding)
    for measure, decided in sorted(measures.items()):
        if decided[0].measure.partner == ledger.partner:
            _forgotten(held.get(measure), decided, newest.get(measure, 0), finding)


def _held(word: Word, decided: list[Directive], partner: str, finding: Finding) -> None:
    last = decided[-1]
    highest = max((d.sequence or 0 for d in decided), default=0)
    if not last.lifts or word.sequence > highest:
        return
    done = [d for d in decided if d.lifts and d.done and (d.sequence or 0) > word.sequence]
    where = f"{last.measure} by {partner}"
    if done:
        finding.differ(
            "ledger",
            where,
            f"is held by sequence {word.sequence} though {done[-1].directive_id} was answered "
            "as lifted",
        )
    elif last.superseded and last.sequence is None:
        finding.differ("ledger", where, "is held, and its lift will never go")
    else:
        finding.count("held with a lift on its way")


def _forgotten(
    word: Word | None, decided: Iterable[Directive], newest: int, finding: Finding
) -> None:
    """What a partner executed last and stands must be held by just that directive."""
    executed = [d for d in decided if d.sequence is not None and d.done]
    last = max(executed, key=lambda d: d.sequence or 0, default=None)
    if last is None or last.lifts or newest > (last.sequence or 0):
        return
    if word is None:
        finding.differ("ledger", str(last.measure), f"was executed ({last.answer}) and is not held")
    elif word.directive_id != last.directive_id:
        finding.differ(
            "ledger", str(last.measure), f"is held by {word.directive_id}, not {last.directive_id}"
        )
