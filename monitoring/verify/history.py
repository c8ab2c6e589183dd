"""
Invariant 3 through time: each directive against what was owed after the entry that decided it.

A burden is owed after its entry. A lift is not owed after its entry and was owed before it: it was
decided in the entry that ended the last ground, not in a later one. And no burden is first claimed
when its lift stood in the outbox.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from monitoring.verify.chronicle import Chronicle
from monitoring.verify.directive import Directive
from monitoring.verify.finding import Finding
from monitoring.verify.grounds import WORDS, differ_in_terms
from monitoring.verify.recount.due import Owed, owed
from monitoring.verify.recount.version import Version

#: Longest time a deciding transaction may need between judging and commit.
COMMIT_WITHIN = timedelta(seconds=60)
#: How far apart two machines' clocks may be (R16).
CLOCKS_APART = timedelta(seconds=5)


class History:
    """One subject's past, each moment recounted once."""

    def __init__(self, chronicle: Chronicle, subject: UUID) -> None:
        self._chronicle = chronicle
        self._subject = subject
        self._versions: list[Version] = chronicle.around(subject)
        self._known: dict[tuple[int, int], Owed] = {}

    def owed(self, entry: int, rules_of: int | None = None) -> Owed:
        """What was owed after an entry; with `rules_of`, by the day and catalogue of another."""
        rules = entry if rules_of is None else rules_of
        if not self._chronicle.ruled(rules):
            return Owed()
        if (entry, rules) not in self._known:
            world = self._chronicle.world(self._versions, entry, rules)
            self._known[(entry, rules)] = owed(world, self._subject)
        return self._known[(entry, rules)]

    def owed_until(self, directive: Directive) -> bool:
        """
        Whether the measure was owed just before a directive's entry.

        A new day and a new catalogue are worked off in several entries: what ended through them was
        owed by the day and catalogue before.
        """
        before = directive.entry - 1
        if directive.measure in self.owed(before).grounds:
            return True
        turned = self._chronicle.turned(directive.entry)
        return directive.measure in self.owed(before, turned - 1).grounds


def check_history(
    chronicle: Chronicle,
    subject: UUID,
    decided: Iterable[list[Directive]],
    finding: Finding,
) -> None:
    """Check every directive ever decided for one subject."""
    history = History(chronicle, subject)
    for measure in decided:
        held = False
        for directive in measure:
            finding.count("directives looked back at")
            _decided(history, directive, held=held, finding=finding)
            _said(chronicle, history, directive, last=directive is measure[-1], finding=finding)
            held = not directive.lifts
        _claims(chronicle, measure, finding)


def _decided(history: History, directive: Directive, *, held: bool, finding: Finding) -> None:
    where = f"{directive.measure} n {directive.n}"
    owed_after = directive.measure in history.owed(directive.entry).grounds
    if not directive.lifts and not owed_after:
        finding.differ(
            "decided", where, f"{directive.action} of entry {directive.entry} had no ground then"
        )
    if directive.lifts and owed_after:
        finding.differ(
            "decided", where, f"LIFT of entry {directive.entry}, while a ground still stood"
        )
    if directive.lifts and held and not owed_after and not history.owed_until(directive):
        finding.differ(
            "late", where, f"LIFT of entry {directive.entry}: the last ground ended before it"
        )


def _said(
    chronicle: Chronicle, history: History, directive: Directive, *, last: bool, finding: Finding
) -> None:
    """The day, the grounds and the terms are those of its entry; the last terms are today's."""
    where = f"{directive.measure} n {directive.n}"
    entry = chronicle.at(directive.entry)
    if directive.decided_on != entry.day:
        finding.differ(
            "decided", where, f"is dated {directive.decided_on}, entry {entry.number} {entry.day}"
        )
    owed_after = history.owed(directive.entry)
    grounds = owed_after.grounds.get(directive.measure)
    if directive.lifts or not grounds:
        return
    so = {(*ground.record, ground.trigger) for ground in grounds}
    named = {(g["source"], g["record_no"], g["trigger"]) for g in directive.terms["grounds"]}
    if named != so:
        finding.differ("grounds", where, f"names {_listed(named)}, was grounded by {_listed(so)}")
    ruling = owed_after.ruling(directive.measure)
    # Blank where it was decided before this was kept.
    because = directive.terms.get("source")
    if because and because != ruling.record[0]:
        finding.differ("grounds", where, f"is because of {because}, and {ruling.record[0]} rules")
    differ_in_terms(directive, ruling, finding, only=WORDS if last else None)


def _listed(grounds: set[tuple[str, str, str]]) -> str:
    return ", ".join(f"{source} {number} ({why})" for source, number, why in sorted(grounds))


def _claims(chronicle: Chronicle, measure: list[Directive], finding: Finding) -> None:
    """Nothing is first claimed after its ground ended."""
    for place, directive in enumerate(measure):
        if directive.lifts or directive.claimed_at is None:
            continue
        lift = next((later for later in measure[place:] if later.lifts), None)
        if lift is None:
            continue
        finding.count("burdens claimed before their lift")
        decided = chronicle.at(lift.entry)
        following = chronicle.at(lift.entry + 1)
        known_by = decided.judged_at + COMMIT_WITHIN
        if following.number > decided.number:
            known_by = min(known_by, following.judged_at + CLOCKS_APART)
        overtaken = (directive.sequence or 0) > (lift.sequence or directive.sequence or 0)
        if directive.claimed_at > known_by or overtaken:
            finding.differ(
                "claimed",
                f"{directive.measure} n {directive.n}",
                f"was first claimed after its lift of entry {lift.entry} was decided",
            )
