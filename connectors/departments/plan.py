"""
What of a file is to be sent, given what the hub has.

New rows are asserted, changed ones corrected, what a row ends is ended, and what the hub has
already is not sent. What a feed has back after an end is asserted again; a table cannot end, so
what was ended elsewhere stays ended. Where a decision has one row and one record they belong
together, also under another code: that is a correction. What cannot be matched for certain is
listed for a clerk, never guessed: a wrong guess would lift one subject's measures and put them on
another.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.departments.numbering import Numbered, Sorted, version_of
from connectors.departments.record_no import one_of_several
from connectors.departments.row import Reading, Row, Standing
from connectors.departments.state import KnownRecord, RecordState, State
from schemas.codec import Record

_ALIVE = (State.STANDS, State.PARKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A version to be published for a row; `action` is ASSERT, CORRECT, END or REVOKE."""

    row: Row
    record_no: str
    version: int = 1
    action: str = "ASSERT"

    @property
    def record(self) -> Record:
        """All of the version."""
        record = version_of(self.row, self.record_no, self.version, self.action)
        if self.row.standing is Standing.STANDS:
            return record
        return {**record, "reason": self.row.reason, "on": self.row.ended_on}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForClerk:
    """A row a person has to look at, and why."""

    row: Row
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every row of the file is in exactly one of these."""

    send: tuple[Planned, ...]
    unchanged: tuple[Row, ...]
    clerk: tuple[ForClerk, ...]


def plan(reading: Reading, rows: Sorted, states: Sequence[RecordState]) -> Plan:
    """
    What to do with each row; `states` are the hub's answers for `rows.numbered`, in their order.

    Planned again after everything was sent and taken, nothing is left to send.
    """
    decisions: dict[str, list[tuple[Numbered, RecordState]]] = defaultdict(list)
    for one, state in zip(rows.numbered, states, strict=True):
        decisions[one.base].append((one, state))
    send: list[Planned] = []
    unchanged = [*rows.superseded, *rows.repeated]
    clerk = [ForClerk(row=row, why=_CONTRADICTION) for row in rows.contradicting]
    for about in decisions.values():
        matches = _matched(about, several_usual=reading.head.several_usual)
        for (one, state), match in zip(about, matches, strict=True):
            step = match if isinstance(match, str) else _step(one, match, feed=reading.head.feed)
            if state.problem and one.row.standing is not Standing.STANDS:
                step = f"{state.problem.code} in {state.problem.field}: {state.problem.hint}"
            match step:
                case str():
                    clerk.append(ForClerk(row=one.row, why=step))
                case None:
                    unchanged.append(one.row)
                case _:
                    send.append(step)
    return Plan(
        send=tuple(sorted(send, key=lambda one: one.row.line)),
        unchanged=tuple(sorted(unchanged, key=lambda row: row.line)),
        clerk=tuple(sorted(clerk, key=lambda one: one.row.line)),
    )


_CONTRADICTION = (
    "Two rows say different things about the same subject and decision. Leave the right one."
)
_SEVERAL = (
    "The hub has several records of this subject under this decision. Correct or revoke the one "
    "that is meant by its record number."
)
_UNMATCHED = (
    "The hub has another subject under this decision. If a code was corrected, publish a CORRECT "
    "under that record's number; if this is one more subject, publish it as a record of its own."
)
_OTHER_PARTY = (
    "The hub has a party of another name and code under this case. If they are one, publish a "
    "CORRECT under that record's number; if not, import the rows of the case together."
)
_WITHDRAWN = (
    "The record was revoked: it never counted. Publish an ASSERT under its number if it is to "
    "stand again after all."
)
_WAITS = "The record waits for its original. Publish the original first, then the ending."


def _matched(
    about: Sequence[tuple[Numbered, RecordState]], *, several_usual: bool
) -> list[KnownRecord | str | None]:
    """The record each row of one decision is about; None = a new one, a text = a clerk's matter."""
    found: dict[int, KnownRecord | str | None] = {}
    known = {record.record_no: record for _, state in about for record in state.records}
    for place, (one, state) in enumerate(about):
        given = next((r for r in state.records if r.record_no == one.row.numbered), None)
        same = [given] if given else [r for r in state.records if r.same_subject]
        exact = [r for r in same if r.record_no == one.record_no]
        if exact or len(same) == 1:
            found[place] = (exact or same)[0]
            known.pop((exact or same)[0].record_no, None)
        elif same:
            found[place] = _SEVERAL
        elif one.row.numbered or one.row.beside_others or state.problem:
            found[place] = None
    left = [record for record in known.values() if record.state in _ALIVE or len(about) == 1]
    for place, (one, state) in enumerate(about):
        if place not in found:
            found[place] = _by_decision(one, state, left, several_usual=several_usual)
    return [found[place] for place in range(len(about))]


def _by_decision(
    one: Numbered, state: RecordState, left: Sequence[KnownRecord], *, several_usual: bool
) -> KnownRecord | str | None:
    """The record of a row whose subject none under its decision has."""
    if not left:
        return None
    if len(left) > 1 or one.several or one_of_several(left[0].record_no, one.base):
        return _UNMATCHED
    mine = next(r for r in state.records if r.record_no == left[0].record_no)
    return _OTHER_PARTY if several_usual and not mine.same_name else mine


def _step(one: Numbered, known: KnownRecord | None, *, feed: bool) -> Planned | str | None:
    """The version to send, None where there is nothing to send, or a clerk's matter."""
    row = one.row
    if row.standing is not Standing.STANDS:
        return _ending(row, known)
    if known is None:
        return Planned(row=row, record_no=one.record_no)
    following = known.highest_version + 1
    match known.state:
        case State.REVOKED:
            return _WITHDRAWN
        case State.PARKED:
            return Planned(row=row, record_no=known.record_no, version=following)
        case State.ENDED if feed:
            return Planned(row=row, record_no=known.record_no, version=following)
        case State.STANDS | State.ENDED:
            if known.same_content:
                return None
            return Planned(row=row, record_no=known.record_no, version=following, action="CORRECT")


def _ending(row: Row, known: KnownRecord | None) -> Planned | str | None:
    # A revocation says more than an end, which may also lie ahead; it wins in any case (R2).
    over = (State.REVOKED,) if row.standing is Standing.REVOKED else (State.ENDED, State.REVOKED)
    if known is None or known.state in over:
        return None
    if known.state is State.PARKED:
        return _WAITS
    return Planned(
        row=row,
        record_no=known.record_no,
        version=known.highest_version + 1,
        action="REVOKE" if row.standing is Standing.REVOKED else "END",
    )
