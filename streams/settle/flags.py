"""
What a person must look at: doubles, wrong subjects, records that do not fit or wait too long.

A flag changes nothing by itself; the same matter always has the same id, so it is raised once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from operator import attrgetter
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.kinds.kind import Nature
from streams.kinds.table import KINDS
from streams.merge.arrival import Arrival
from streams.merge.facts import current_key, decides
from streams.merge.keys import key_from
from streams.merge.meant import Fit, is_decision, nature_of
from streams.merge.record import Record, Version
from streams.pool.view import View
from streams.rule.editions import Rows
from streams.rule.terms import has_usual_term
from streams.rule.triggers import triggers
from streams.settle.order_flags import flags_of_order
from streams.settle.task import Task, TaskKind, task_about

#: Source, fact key held now, subject.
Matter: TypeAlias = tuple[str, UUID, UUID | None]

#: What a record waits for, and what to ask its department for, by the code it was told.
LACKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "E1001": ("a code of its subject", "a corrected version with the code"),
        "E1403": ("its original", "that one"),
        "E1405": (
            "an original that fits it",
            "a corrected version with the right number, subject or object",
        ),
    }
)
#: The same where corrections or an end came and no ASSERT.
NOT_ASSERTED: Final = ("its first ASSERT", "that one")


def flags(
    stored: Iterable[tuple[Version, Arrival]],
    affected: Iterable[Record],
    before: View,
    after: View,
    rows: Rows,
) -> Iterable[Task]:
    """Everything of this entry that a person must look at."""
    came: set[UUID] = set()
    for version, arrival in stored:
        came.add(version.record)
        yield from _of_several_kinds(after.records[version.record])
        if arrival in (Arrival.CHANGES, Arrival.BEGINS):
            yield from _moved(version, before, after)
    deciders: list[Record] = []
    for record in affected:
        if not record.stands:
            continue
        match nature_of(record):
            case Nature.ATTACHMENT:
                yield from _of_attachment(record, after)
            case Nature.ORDER:
                yield from flags_of_order(record, after, rows, came=record.key in came)
            case Nature.FACT | None:
                yield from _of_term(record, after, rows)
                if not after.alone(record) and decides(after.catalogue, record):
                    deciders.append(record)
            case never:
                assert_never(never)
    yield from _doubles(deciders)


def _moved(version: Version, before: View, after: View) -> Iterable[Task]:
    """A higher version that names another subject is a correction, flagged (R2)."""
    old, new = before.records.get(version.record), after.records[version.record]
    if old is None or old.content is None or new.content is None or not old.stands:
        return
    if old.content.subject != new.content.subject:
        told = f"a correction names another subject{_goes_along(new, after)}"
        yield task_about(TaskKind.SUBJECT_CHANGED, new, told)


def _goes_along(record: Record, view: View) -> str:
    """A repair or a mark is of the decision, so that whoever it moves to has it too (R4, R5)."""
    fact = view.fact_of(record)
    if fact is None:
        return ""
    standing = view.standing_of(fact)
    acting = (("repair", standing.repaired), ("objection mark", standing.marked))
    found = " and ".join(word for word, acts in acting if acts)
    return found and f", who has its {found} too: is that meant?"


def _of_attachment(record: Record, view: View) -> Iterable[Task]:
    """A repair or a mark of another one, or of a record of somebody else than it says itself."""
    meant, content = view.meant(record), record.content
    if meant.fit is Fit.SEVERAL:
        yield task_about(TaskKind.MISFIT, record, "names a number that several orders have")
    target = next(iter(meant.records), None)
    fact = None if target is None else view.fact_of(target)
    if target is None or fact is None or content is None:
        return
    if not is_decision(target):
        yield task_about(
            TaskKind.WRONG_TARGET, record, "is about a repair or a mark, which it does not change"
        )
    elif content.subject is not None and all(
        content.subject not in told.named_ever for told in fact.records
    ):
        yield task_about(
            TaskKind.WRONG_TARGET, record, "is about a record that does not name its subject"
        )


def _of_term(record: Record, view: View, rows: Rows) -> Iterable[Task]:
    """A decision that has the usual term of a row for want of words that the law knows (R22)."""
    event = record.event
    if (
        has_usual_term(event)
        and KINDS[event.kind].term_in_doubt(event.body)
        and record.live(view.day)
        and any(
            row.newest.usual_months is not None
            for trigger in triggers(event, rows.derived)
            for row in rows.of(trigger)
        )
    ):
        told = "names no ground that is known: what follows ends after the usual term"
        yield task_about(TaskKind.GROUND_UNKNOWN, record, told)


def _of_several_kinds(record: Record) -> Iterable[Task]:
    """A number used for two things: what came last rules, and may have lifted what it was about."""
    if len(record.versions) == 1:
        return
    kinds = sorted({version.event.kind for version in record.versions})
    if len(kinds) > 1:
        what = f"versions of one record came as {' and '.join(kinds)}"
        yield task_about(TaskKind.KIND_CHANGED, record, what, *kinds)


def _doubles(deciders: Iterable[Record]) -> Iterable[Task]:
    """
    Records of one decider that look like one matter are left two facts, for a person (R3).

    `deciders`: standing records of their deciders, with all that share a fact key with them.
    """
    # Gathered, not compared one by one: one document may name thousands of subjects.
    alike: dict[Matter, list[Record]] = defaultdict(list)
    for record in deciders:
        alike[_matter(record)].append(record)
    for (source, _, subject), records in alike.items():
        for one, other in combinations(sorted(records, key=attrgetter("key")), 2):
            first, second = sorted((one.record_no, other.record_no))
            yield Task(
                id=double_id(one, other),
                kind=TaskKind.DOUBLE,
                source=source,
                record_no=first,
                detail=f"record {second} of the same department tells of the same decision",
                subject=subject,
            )


def same_decision(one: Record, other: Record, catalogue: Catalogue) -> bool:
    """Two records of one decider with one current key and subject: flagged, never merged (R3)."""
    return (
        one.key != other.key
        and one.stands
        and other.stands
        and decides(catalogue, one)
        and decides(catalogue, other)
        and _matter(one) == _matter(other)
    )


def _matter(record: Record) -> Matter:
    """What a standing record is alike in with another of the same decision."""
    return record.source, current_key(record), record.subject


def double_id(one: Record, other: Record) -> UUID:
    """The id of the task about two such records, in whatever order they come."""
    return key_from("double", one.source, *sorted((one.record_no, other.record_no)))


def waits_long(record: Record, code: str, *, since: date, days: int) -> Task:
    """
    A record that has waited for `days`, under the code its department was told.

    One that waits again since another day is told again.
    """
    lacks, wanted = lacking(record, code)
    what = f"has waited for {lacks} for {days} days; "
    ask = f"ask the department for {wanted}, it takes effect when that comes"
    return task_about(TaskKind.PARKED, record, what + ask, since.isoformat())


def lacking(record: Record, code: str) -> tuple[str, str]:
    """What a record that waits under a code waits for, and what to ask its department for."""
    return LACKS[code] if record.asserted else NOT_ASSERTED
