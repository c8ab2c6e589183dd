"""A burden that was decided last and will never be told, though its partner holds another (R12)."""

from collections.abc import Iterable, Sequence

from monitoring.verify.directive import Directive
from monitoring.verify.finding import Finding


def check_last_word(measures: Iterable[Sequence[Directive]], finding: Finding) -> None:
    """
    Name burdens that are superseded by nothing: the partner does not hold what they say.

    Only where it is known what the partner holds: every answer was weighed, and what was claimed
    last was done, or all of it was refused.
    """
    for decided in measures:
        last = _last_approved(decided)
        if last is None or last.lifts or not last.superseded or last.sequence is not None:
            continue
        claimed = sorted((d for d in decided if d.sequence is not None), key=_sequence)
        if not all(directive.weighed for directive in claimed):
            continue
        while claimed and not claimed[-1].done and claimed[-1].answer == "NOT_EXECUTED":
            claimed.pop()
        if claimed and not claimed[-1].done:
            continue
        if not claimed or claimed[-1].lifts or claimed[-1].content != last.content:
            finding.differ(
                "word lost",
                f"{last.measure} n {last.n}",
                "is superseded though the partner does not hold what it says: it will never go",
            )


def _last_approved(decided: Sequence[Directive]) -> Directive | None:
    approved = (d for d in reversed(decided) if d.lifts or not d.held or d.sequence is not None)
    return next(approved, None)


def _sequence(directive: Directive) -> int:
    return directive.sequence or 0
