"""A run in words and as one line of JSON."""

import os
import platform
from collections import defaultdict
from collections.abc import Iterator, Mapping
from statistics import median

from chaos.run import Result

#: So many of each kind of difference are shown.
SHOWN = 10


def as_json(result: Result, day: str) -> Mapping[str, object]:
    """
    The figures of a run.

    The bounds are the 95 % ones that follow from none in so many trials: three divided by them.
    """
    verdict = result.verdict
    return {
        "day": day,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "seed": result.plan.seed,
        "faults": len(result.strokes),
        "events": result.events,
        "directives": result.directives,
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "outliving": len(verdict.outliving),
        "missing": len(verdict.missing),
        "verify_holds": not result.verified,
        "late": list(result.late),
        "ended": list(result.ended),
        "at_most_lost_per_event": _bound(result.events, len(verdict.lost)),
        "at_most_harmful_per_fault": _bound(len(result.strokes), not result.holds),
        "recovery_s": {
            kind: {
                "times": len(took),
                "median": round(median(took), 2),
                "longest": round(max(took), 2),
            }
            for kind, took in sorted(_by_kind(result).items())
        },
        "shown_by": _shown_by(result),
        "shown_by_nothing": sorted(_unseen(result)),
        "not_struck": dict(result.skipped),
        "seconds": round(result.seconds, 1),
    }


def lines(result: Result) -> Iterator[str]:
    """What a person reads."""
    verdict = result.verdict
    yield f"{'fault':18} times  median s  longest s"
    for kind, took in sorted(_by_kind(result).items()):
        yield f"{kind:18} {len(took):5} {median(took):9.1f} {max(took):10.1f}"
    yield ""
    for kind, signs in _shown_by(result).items():
        said = "; ".join(f"{sign} ({times})" for sign, times in signs.items())
        yield f"{kind:18} shown by {said or 'NOTHING'}"
    yield from (f"{kind:18} NOT STRUCK: {why}" for kind, why in result.skipped.items())
    yield ""
    yield (
        f"{len(result.strokes)} faults over {result.events:,} acknowledged events "
        f"and {result.directives:,} directives in {result.seconds:.0f} s"
    )
    for name in ("lost", "doubled", "outliving", "missing"):
        found: tuple[str, ...] = getattr(verdict, name)
        yield f"{name:10} {len(found)}"
        yield from (f"    {one}" for one in found[:SHOWN])
    yield f"hub verify {'holds' if not result.verified else 'does not hold'}"
    if result.verified:
        yield result.verified
    yield from (f"late: {one}" for one in result.late)
    yield from (f"started again: {one}" for one in result.ended)


def _by_kind(result: Result) -> Mapping[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for stroke in result.strokes:
        found[stroke.kind].append(stroke.seconds)
    return found


def _shown_by(result: Result) -> Mapping[str, Mapping[str, int]]:
    """By kind, how often each series showed it."""
    found: dict[str, dict[str, int]] = {stroke.kind: {} for stroke in result.strokes}
    for stroke, signs in zip(result.strokes, result.signs, strict=True):
        for sign in signs:
            found[stroke.kind][sign] = found[stroke.kind].get(sign, 0) + 1
    return dict(sorted(found.items()))


def _unseen(result: Result) -> Iterator[str]:
    """Strokes that no series showed, by kind and number."""
    pairs = zip(result.strokes, result.signs, strict=True)
    for number, (stroke, signs) in enumerate(pairs, 1):
        if not signs:
            yield f"{stroke.kind} {stroke.whom} (fault {number})".replace("  ", " ")


def _bound(trials: int, harmed: int | bool) -> float | None:
    """The rule of three; None where something did happen, or nothing was tried."""
    return None if harmed or not trials else 3 / trials
