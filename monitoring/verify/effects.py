"""
Invariant 2 in the database: ids, sequences, what was sent as what, and answers (R11 to R14).

Replayed measure by measure in the order of sequences: what the table of R12 can have claimed.
"""

from collections.abc import Iterable

from monitoring.verify.database import DatabaseMoment
from monitoring.verify.directive import Directive
from monitoring.verify.finding import Finding
from monitoring.verify.ids import content, directive_id, measure_id

BURDENS = frozenset({"IMPOSE", "AMEND"})


def check_streams(snapshot: DatabaseMoment, finding: Finding) -> None:
    """Sequences of a stream are 1, 2, 3 …, anew above a restore; the highest answer rules."""
    for partner, subject, given, various, lowest, highest, last in snapshot.rows("sequences"):
        finding.differ(
            "sequence",
            f"{partner} on {subject}",
            f"{given or 0} sequences ({various or 0} different) from {lowest} to {highest}, "
            f"the stream gave {last}",
        )
    for directive, known, number, result, code, best, said, why in snapshot.rows("wrong_answers"):
        stands = f"{result or 'no answer'} {code}".strip()
        if not known:
            finding.differ("answer", str(directive), "is answered and was never decided")
            continue
        told = f"{said or 'none'} {why}".strip()
        finding.differ(
            "answer",
            str(directive),
            f"stands as {stands} (number {number}), its highest answer is {told} (number {best})",
        )


def check_measure(decided: list[Directive], finding: Finding) -> None:
    """One measure with all its directives, in the order they were decided."""
    _ids(decided, finding)
    for directive in decided:
        finding.count("directives")
        _columns(directive, finding)
        _marks(directive, finding)
    claimed = sorted((d for d in decided if d.sequence is not None), key=lambda d: d.sequence or 0)
    _table(claimed, finding)


def _ids(decided: list[Directive], finding: Finding) -> None:
    for n, directive in enumerate(decided):
        where = _name(directive)
        if directive.n != n:
            finding.differ("number", where, f"is number {n} of its measure")
        if directive.measure_id != measure_id(directive.measure):
            finding.differ("id", where, "its measure_id is not that of its measure")
        if directive.directive_id != directive_id(
            directive.measure_id, directive.n, directive.action, directive.generation
        ):
            finding.differ("id", where, "its directive_id is not that of its number and action")


def _columns(directive: Directive, finding: Finding) -> None:
    """What a claim reads beside the terms is what the terms say."""
    where = _name(directive)
    if directive.valid_until != directive.until:
        finding.differ(
            "column",
            where,
            f"its row lasts until {directive.valid_until or 'it is lifted'}, "
            f"its terms until {directive.until or 'it is lifted'}",
        )
    if directive.content != content(directive.terms, directive.generation):
        finding.differ("column", where, "its content is not the digest of its terms")
    allowed = directive.lifts and (directive.by_act or directive.ordered_by)
    if directive.unconditional and not allowed:
        finding.differ("column", where, "is unconditional and no order's or officer's lift")


def _marks(directive: Directive, finding: Finding) -> None:
    """Sequence, body and time of a claim come together, and nothing is sent before it (R13)."""
    where = _name(directive)
    parts = (directive.claimed_at, directive.sequence, directive.sent_as)
    given = [part is not None for part in parts] + [directive.has_body]
    if any(given) and not all(given):
        finding.differ("claim", where, "has only some of claim, sequence, kind and body")
    if directive.sequence is not None:
        finding.count("claimed")
    if directive.sent_at is not None and directive.claimed_at is None:
        finding.differ("claim", where, "was sent and never claimed")
    elif (
        directive.sent_at is not None
        and directive.claimed_at is not None
        and directive.sent_at < directive.claimed_at
    ):
        finding.differ("claim", where, "was sent before it was claimed")
    if directive.answer is not None:
        finding.count("answered")
    if directive.aside:
        finding.count("set aside")


def _table(claimed: list[Directive], finding: Finding) -> None:
    """What went before a claim, by sequence, must allow what it was sent as (R12)."""
    for place, directive in enumerate(claimed):
        before = claimed[:place]
        where = _name(directive)
        standing = [d for d in _since_a_lift(before, refused=True) if not d.refused_once]
        if directive.sent_as == "IMPOSE" and standing:
            finding.differ(
                "twice",
                where,
                f"went as IMPOSE while sequence {standing[-1].sequence} was in force there",
            )
        if directive.sent_as == "AMEND" and not _since_a_lift(before, refused=False):
            finding.differ("table", where, "went as AMEND and nothing was in force to amend")
        if (directive.sent_as == "LIFT") != directive.lifts:
            finding.differ("table", where, f"is a {directive.action} and went as another thing")
        if directive.lifts and not _may_lift(directive, before):
            finding.differ("table", where, "went as LIFT of what was never claimed")
        _supersedes(directive, before, finding)


def _since_a_lift(before: Iterable[Directive], *, refused: bool) -> list[Directive]:
    """Burdens claimed since the last lift; `refused`: a lift that was refused later counts too."""
    found: list[Directive] = []
    for directive in before:
        if directive.sent_as in BURDENS:
            found.append(directive)
        elif refused or directive.done or not directive.refused_once:
            found = []
    return found


def _may_lift(directive: Directive, before: Iterable[Directive]) -> bool:
    by_order = directive.unconditional or directive.ordered_by is not None
    return by_order or any(not d.lifts for d in before)


def _supersedes(directive: Directive, before: Iterable[Directive], finding: Finding) -> None:
    if directive.supersedes is None:
        return
    if all(d.directive_id != directive.supersedes for d in before):
        finding.differ(
            "table", _name(directive), "supersedes what was not claimed before it for this measure"
        )


def _name(directive: Directive) -> str:
    return f"{directive.measure} n {directive.n} ({directive.directive_id})"
