"""Invariant 1 from inside: journal, positions and pages agree with each other (R18, R19)."""

from datetime import date

from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding


def check_bookkeeping(snapshot: DatabaseMoment, finding: Finding) -> None:
    """The journal has no gap, positions are what it moved, pages hold what their entries took."""
    entries, first, last, line_entry, line_day, last_day = snapshot.row("journal")
    finding.count("entries", entries)
    if entries and first != 1:
        finding.differ("journal", f"entry {first}", "is the first one: those before it are missing")
    for number, following in snapshot.rows("journal_gaps"):
        finding.differ("journal", f"entry {number}", f"is followed by {following}")
    if last != line_entry:
        finding.differ("journal", f"entry {last}", f"is the last one, the line is at {line_entry}")
    if entries and last_day != line_day:
        finding.differ(
            "journal", f"entry {last}", f"is of {last_day}, the line's day is {line_day}"
        )
    for number, kind, day, before in snapshot.rows("wrong_days"):
        finding.differ("journal", f"entry {number}", _wrong_day(kind, day, before))
    for number, topic, partition, begins, ended in snapshot.rows("broken_ranges"):
        finding.differ(
            "journal",
            f"{topic}/{partition} entry {number}",
            f"begins at {begins}, the range before it ended at {ended}",
        )
    for topic, partition, stands, by_journal in snapshot.rows("positions_against_journal"):
        finding.differ(
            "position",
            f"{topic}/{partition}",
            f"stands at {stands}, the journal's ranges add up to {by_journal}",
        )
    for entry, topic, partition in snapshot.rows("uneven_pages"):
        finding.differ(
            "page", f"{topic}/{partition} entry {entry}", "its arrays are not of one length"
        )
    for entry, topic, partition, offset in snapshot.stream("outcomes_out_of_range"):
        finding.differ(
            "page", f"{topic}/{partition}@{offset}", f"is not in the range that entry {entry} took"
        )
    for topic, partition, offset, version in snapshot.stream("repeats_of_nothing"):
        finding.differ(
            "stored",
            f"{topic}/{partition}@{offset}",
            f"is a REPEAT of version {version} of its record, and there is no such version",
        )


def _wrong_day(kind: str, day: date, before: date) -> str:
    """Only a tick advances the day (R16)."""
    if kind == "TICK":
        return f"is a tick of {day}, and the day before it was {before} already"
    return f"is of {day}, the last tick before it was of {before}"
