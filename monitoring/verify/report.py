"""A verification in words, one line an invariant, and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from monitoring.verify.finding import Finding
from monitoring.verify.verification import Verification

#: So many checks stand in the line of an invariant with their first difference.
_FIRST_NAMED: Final = 3


def lines(verification: Verification) -> Iterator[str]:
    """What a person reads."""
    day = verification.day.isoformat() if verification.day else "no day yet"
    sample = "" if verification.sample is None else f", {verification.sample} subjects drawn"
    yield f"entry {verification.entry:,}, {day}{sample}"
    for finding in verification.findings:
        yield _line(finding)
        yield from (f"     {d.check}: {d.where} {d.what}" for d in finding.differences)
        if finding.unnamed:
            yield f"     and {finding.unnamed:,} more"
    for source, sums in sorted(verification.findings[0].sources.items()):
        outcomes = " + ".join(f"{n:,} {name}" for name, n in sums.items() if name != "messages")
        yield f"  {source}: {sums['messages']:,} messages = {outcomes or '0'}"
    asked = ", ".join(verification.asked) or "nobody"
    yield f"partners asked: {asked}"


def as_json(verification: Verification) -> Mapping[str, object]:
    """The same for a program."""
    return {
        "holds": verification.holds,
        "entry": verification.entry,
        "day": verification.day.isoformat() if verification.day else None,
        "sample": verification.sample,
        "partners_asked": list(verification.asked),
        "invariants": [
            {
                "invariant": finding.invariant,
                "title": finding.title,
                "holds": finding.holds,
                "counts": dict(finding.counts),
                "sources": finding.sources,
                "differences": [asdict(difference) for difference in finding.differences],
                "found": dict(finding.found),
            }
            for finding in verification.findings
        ],
    }


def _line(finding: Finding) -> str:
    word = "ok " if finding.holds else "BAD"
    counted = ", ".join(f"{number:,} {what}" for what, number in finding.counts.items() if number)
    verdict = f"{_verdict(finding)}; " if finding.differences else ""
    return f"{word}  {finding.invariant} {finding.title}: {verdict}{counted or 'nothing to count'}"


def _verdict(finding: Finding) -> str:
    """How many differences there are, with the first of each check, of three checks at most."""
    differing = sum(finding.found.values())
    first = {d.check: d for d in reversed(finding.differences)}
    named = [f"{d.check}: {d.where} {d.what}" for d in finding.differences if first[d.check] is d]
    others = ", …" if len(named) > _FIRST_NAMED else ""
    shown = ", ".join(named[:_FIRST_NAMED])
    return f"{differing:,} difference{'s' * (differing != 1)}, first {shown}{others}"
