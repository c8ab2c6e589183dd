"""
Partners' ledgers against the database (invariants 2 and 3).

The partners are asked after the snapshot was taken, so that they may know more than it does. What
the database has by the end of the questions (`Since`) tells such knowledge from a difference.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.directive import Directive
from monitoring.verify.finding import Finding
from monitoring.verify.witness import PartnerWitness, Word


class LedgerReport(NamedTuple):
    """What one partner said; `effects`: how many it counted by itself."""

    partner: str
    held: tuple[Word, ...]
    applied: tuple[Word, ...]
    effects: int | None


class Since(NamedTuple):
    """Of what partners spoke of: directives decided, and highest sequences claimed, by now."""

    decided: Collection[UUID]
    claimed: Mapping[UUID, int]


def ask(witness: PartnerWitness) -> LedgerReport:
    """Ask a partner. Raises `CannotSee`."""
    return LedgerReport(
        partner=witness.partner,
        held=tuple(witness.in_force()),
        applied=tuple(witness.applied()),
        effects=witness.effects(),
    )


def check_applied(ledger: LedgerReport, since: Since, finding: Finding) -> None:
    """Nothing had effect twice, nor after a later sequence, nor without having been decided."""
    seen: set[UUID] = set()
    last: dict[UUID, int] = {}
    for word in ledger.applied:
        finding.count("effects at partners")
        where = f"{word.directive_id} at {ledger.partner}"
        before = last.get(word.measure_id, 0)
        if word.directive_id in seen:
            finding.differ("ledger", where, "had effect twice")
        elif word.sequence is not None and word.sequence <= before:
            finding.differ("ledger", where, f"sequence {word.sequence} had effect after {before}")
        if word.directive_id not in since.decided:
            finding.differ("ledger", where, "had effect and was never decided")
        seen.add(word.directive_id)
        last[word.measure_id] = max(word.sequence or 0, before)
    if ledger.effects is not None and ledger.effects > len(seen):
        what = f"counted {ledger.effects} effects of {len(seen)} directives"
        finding.differ("ledger", ledger.partner, what)
    held: set[UUID] = set()
    for word in ledger.held:
        if word.measure_id in held:
            finding.differ("ledger", f"{word.measure_id} at {ledger.partner}", "is held twice")
        if word.directive_id not in since.decided:
            where = f"{word.directive_id} at {ledger.partner}"
            finding.differ("ledger", where, "is held and was never decided")
        held.add(word.measure_id)


def check_held(
    ledger: LedgerReport, since: Since, measures: Iterable[list[Directive]], finding: Finding
) -> None:
    """A partner holds what it executed, and nothing that it says it lifted."""
    held = {word.measure_id: word for word in ledger.held}
    finding.count("measures held by partners", len(held))
    for decided in measures:
        measure = decided[0].measure_id
        word = held.get(measure)
        if word is not None and decided[-1].measure.partner != ledger.partner:
            where = f"{decided[-1].measure} by {ledger.partner}"
            finding.differ("ledger", where, "is held by a partner it was not meant for")
        elif word is not None:
            _held(word, decided, ledger.partner, finding)
        if decided[0].measure.partner == ledger.partner:
            _forgotten(word, decided, since.claimed.get(measure, 0), finding)


def _held(word: Word, decided: list[Directive], partner: str, finding: Finding) -> None:
    last = decided[-1]
    sequence = word.sequence or 0
    highest = max((d.sequence or 0 for d in decided), default=0)
    if not last.lifts or sequence > highest:
        return
    done = [d for d in decided if d.lifts and d.done and (d.sequence or 0) > sequence]
    where = f"{last.measure} by {partner}"
    if done:
        finding.differ(
            "ledger",
            where,
            f"is held by sequence {sequence} though {done[-1].directive_id} was answered as lifted",
        )
    elif last.superseded and last.sequence is None:
        finding.differ("ledger", where, "is held, and its lift will never go")
    else:
        finding.count(f"held with a lift {'set aside' if last.aside else 'on its way'}")


def _forgotten(
    word: Word | None, decided: Iterable[Directive], claimed_now: int, finding: Finding
) -> None:
    """What a partner executed last, and nothing was claimed after, is held by that directive."""
    claimed = [d for d in decided if d.sequence is not None]
    last = max(claimed, key=lambda d: d.sequence or 0, default=None)
    if last is None or last.lifts or not last.done or claimed_now > (last.sequence or 0):
        return
    if word is None:
        finding.differ("ledger", str(last.measure), f"was executed ({last.answer}) and is not held")
    elif word.directive_id != last.directive_id:
        finding.differ(
            "ledger", str(last.measure), f"is held by {word.directive_id}, not {last.directive_id}"
        )
