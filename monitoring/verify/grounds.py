"""
Invariants 3 and 4 on the line's day: what was decided last against what is owed by own count.

A measure in force that nothing owes is a difference: of invariant 4 where a missing edition, a
person the row cannot follow, an open mark or its list stands against it, else of invariant 3. So is
one that is owed and was not decided, or was decided with other terms.
"""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.agenda import check_agenda
from monitoring.verify.chronicle import Chronicle
from monitoring.verify.directive import Directive
from monitoring.verify.finding import Finding
from monitoring.verify.recount.due import Ground, Measure, Owed, owed
from monitoring.verify.recount.kinds.table import nature_of
from monitoring.verify.recount.says import says
from monitoring.verify.recount.why import NO_BASIS

#: Fields whose differences have names of their own.
_NAMED_APART = frozenset({"valid_from", "valid_until", "list_version", "effect"})
#: Words of an edition are mended in place: they are those of the directive's own entry (R8).
WORDS = frozenset({"legal_basis"})


class GroundFindings(NamedTuple):
    """Where differences of each of the two go."""

    ground: Finding
    basis: Finding


def in_force(decided: Iterable[list[Directive]]) -> dict[Measure, Directive]:
    """The measures whose last directive holds them up."""
    return {last[-1].measure: last[-1] for last in decided if not last[-1].lifts}


def check_today(
    chronicle: Chronicle,
    subject: UUID,
    decided: Iterable[list[Directive]],
    again_on: date | None,
    findings: GroundFindings,
) -> None:
    """Recount one subject and compare; `again_on`: when the line looks at it again."""
    world = chronicle.world(chronicle.around(subject), chronicle.last.number)
    found = owed(world, subject)
    holding = in_force(decided)
    findings.ground.count("measures in force", len(holding))
    findings.ground.count("measures owed", len(found.grounds))
    for measure in sorted(holding.keys() - found.grounds.keys()):
        _without_ground(measure, found, findings)
    for measure in sorted(found.grounds.keys() - holding.keys()):
        ruling = found.ruling(measure)
        findings.ground.differ(
            "owed", str(measure), f"is owed by {_named(ruling)} and was not decided"
        )
    for measure in sorted(holding.keys() & found.grounds.keys()):
        _terms(holding[measure], found.ruling(measure), findings)
        differ_in_terms(holding[measure], found.ruling(measure), findings.ground, apart=WORDS)
        _grounds_named(holding[measure], found.grounds[measure], findings.basis)
    check_agenda(world, subject, found, again_on, findings.ground)


def _without_ground(measure: Measure, found: Owed, findings: GroundFindings) -> None:
    reasons = found.reasons(measure)
    basis = bool(reasons) and all(refusal.why in NO_BASIS for refusal in reasons)
    because = "; ".join(
        f"{source} {record_no}: {why.value}"
        for source, record_no, why in sorted(
            {(r.record[0], r.record[1], r.why) for r in reasons}, key=lambda r: (r[0], r[1])
        )
    )
    if basis:
        findings.basis.differ("no basis", str(measure), f"is in force, and {because}")
    else:
        because = because or "no record names this subject as its ground"
        findings.ground.differ("no ground", str(measure), f"is in force, and {because}")


def _terms(directive: Directive, ruling: Ground, findings: GroundFindings) -> None:
    where = str(directive.measure)
    if directive.until != ruling.until:
        findings.ground.differ(
            "end",
            where,
            f"is decided until {directive.until or 'it is lifted'}, its longest ground "
            f"{_named(ruling)} lasts until {ruling.until or 'it is lifted'}",
        )
    if directive.since != ruling.begins:
        findings.ground.differ(
            "beginning", where, f"is decided from {directive.since}, owed from {ruling.begins}"
        )
    edition = ruling.edition
    said = (directive.terms["list_version"], directive.terms["effect"])
    if said != (edition.list_version, edition.effect):
        findings.basis.differ(
            "edition",
            where,
            f"rests on edition {said[0]} with effect {said[1]}, "
            f"edition {edition.list_version} with effect {int(edition.effect)} rules",
        )


def differ_in_terms(
    directive: Directive,
    ruling: Ground,
    finding: Finding,
    *,
    only: Container[str] | None = None,
    apart: Container[str] = (),
) -> None:
    """
    Name what else a partner is told otherwise than the ruling ground says; no value is shown.

    `only`: the fields looked at, None = all; `apart`: those that are not.
    """
    said = directive.terms
    others = [
        name
        for name, so in says(directive.measure, ruling).items()
        if name not in _NAMED_APART and name not in apart and said[name] != so
        if only is None or name in only
    ]
    if others:
        finding.differ(
            "terms",
            f"{directive.measure} n {directive.n}",
            f"says another {', '.join(others)} than {_named(ruling)}",
        )


def _grounds_named(directive: Directive, grounds: Iterable[Ground], finding: Finding) -> None:
    """What the directive names as its grounds are such, unless they changed since (R10)."""
    finding.count("measures with an edition in force")
    named: Iterable[Mapping[str, str]] = directive.terms["grounds"]
    words = {ground["trigger"].partition("/")[0] for ground in named}
    strange = sorted(word for word in words if nature_of(word) is None)
    if strange:
        finding.differ("trigger", str(directive.measure), f"is grounded by {', '.join(strange)}")
    if not any(True for _ in grounds):
        finding.differ("no ground", str(directive.measure), "is grounded by nothing")


def _named(ground: Ground) -> str:
    return f"{ground.record[0]} {ground.record[1]} ({ground.trigger})"
