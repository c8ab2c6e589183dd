"""
What a person must look at: doubles, wrong subjects, misfits, what waits too long.

A flag changes nothing by itself; the same matter always has the same id, so it is raised once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from operator import attrgetter
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.merge.arrival import Arrival
from streams.merge.attach import is_attachment
from streams.merge.facts import current_key, decides
from streams.merge.keys import digest
from streams.merge.record import Record, Version
from streams.pool.view import View
from streams.rule.editions import Row, Rows
from streams.rule.objects import objects_of, of_two_types
from streams.rule.order_status import family_of, status_of
from streams.rule.orders import OrderStatus, extend, is_order, kind_of, known_order, row_for
from streams.track.task import Task

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
        if is_attachment(record):
            yield from _of_attachment(record, after)
        elif is_order(record):
            yield from _of_order(record, after, rows, came=record.key in came)
        elif not after.alone(record) and decides(after.catalogue, record):
            deciders.append(record)
    yield from _doubles(deciders)


def _moved(version: Version, before: View, after: View) -> Iterable[Task]:
    """A higher version that names another subject is a correction, flagged (R2)."""
    old, new = before.records.get(version.record), after.records[version.record]
    if old is None or old.content is None or new.content is None or not old.stands:
        return
    if old.content.subject != new.content.subject:
        told = f"a correction names another subject{_goes_along(new, after)}"
        yield _task("SUBJECT_CHANGED", new, told)


def _goes_along(record: Record, view: View) -> str:
    """A repair or a mark is of the decision, so that whoever it moves to has it too (R4, R5)."""
    fact = view.fact_of(record)
    if fact is None:
        return ""
    standing = view.standing_of(fact)
    acting = (("repair", standing.repaired), ("objection mark", standing.marked))
    found = " and ".join(word for word, acts in acting if acts)
    return found and f", who has its {found} too: is that meant?"


def _of_order(record: Record, view: View, rows: Rows, *, came: bool) -> Iterable[Task]:
    """
    Orders whose court must hear that they do not what it meant (R6).

    `came`: in this entry; a release that was told is nobody's matter once its row is gone.
    """
    status, original = status_of(record, view, rows), view.target(record)
    if status is OrderStatus.MISFIT:
        yield _task("MISFIT", record, "names an original that does not fit it")
    if status in (OrderStatus.MISFIT, OrderStatus.WAITS):
        return
    about = original if known_order(original) else record
    row = row_for(about.event, rows)
    opens, ends = status is OrderStatus.OPENS, status is OrderStatus.ENDS
    if (opens and not _carried_out(record, row, view)) or (ends and row is None and came):
        which = "row of the catalogue" if row is None else "edition in force"
        yield _task("NO_ROW", record, f"no {which} has its partner carry it out on such a subject")
    elif record.event.objects and objects_of(record.event).keys() - objects_of(about.event).keys():
        # A release goes to the partner as it stands, and what the original names stays in force.
        does = "releases" if ends else "continues"
        yield _task("OBJECT_UNKNOWN", record, f"{does} an object that its original does not name")
    elif of_two_types(record.event, about.event):
        yield _task("OBJECT_UNKNOWN", record, "one number stands with two types, and is one object")


def _carried_out(original: Record, row: Row | None, view: View) -> bool:
    """Whether the row of a freeze or seal applies to it (R8); of what is over nobody asks."""
    event, day = original.event, view.day
    if event.decided_on is None or not original.live(day):
        return True
    if row is not None and row.of_order(event.decided_on, day) is not None:
        role = kind_of(event)
        return role is not None and row.of_order(event.decided_on, day, role) is not None
    orders = family_of(original, view.about(original.key))
    otherwise = None if row is None else row.on(event.decided_on) or row.newest
    end, _ = extend(event, orders.extensions, row, day, otherwise)
    return bool(orders.endings) or (end is not None and end < day)


def _of_attachment(record: Record, view: View) -> Iterable[Task]:
    """A repair or a mark of another one, or of a record of somebody else than it says itself."""
    target, content = view.target(record), record.content
    fact = None if target is None else view.fact_of(target)
    if target is None or fact is None or content is None:
        return
    if is_attachment(target):
        yield _task("WRONG_TARGET", record, "is about a repair or a mark, which it does not change")
    elif content.subject is not None and all(
        content.subject not in told.named_ever for told in fact.records
    ):
        yield _task("WRONG_TARGET", record, "is about a record that does not name its subject")


def _of_several_kinds(record: Record) -> Iterable[Task]:
    """A number used for two things: what came last rules, and may have lifted what it was about."""
    if len(record.versions) == 1:
        return
    kinds = sorted({version.event.kind for version in record.versions})
    if len(kinds) > 1:
        what = f"versions of one record came as {' and '.join(kinds)}"
        yield _task("KIND_CHANGED", record, what, *kinds)


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
                kind="DOUBLE",
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
    return digest("double", one.source, *sorted((one.record_no, other.record_no)))


def waits_long(record: Record, code: str, *, since: date, days: int) -> Task:
    """
    A record that has waited for `days`, under the code its department was told.

    One that waits again since another day is told again.
    """
    lacks, wanted = lacking(record, code)
    what = f"has waited for {lacks} for {days} days; "
    ask = f"ask the department for {wanted}, it takes effect when that comes"
    return _task("PARKED", record, what + ask, since.isoformat())


def lacking(record: Record, code: str) -> tuple[str, str]:
    """What a record that waits under a code waits for, and what to ask its department for."""
    return LACKS[code] if record.asserted else NOT_ASSERTED


def _task(kind: str, record: Record, detail: str, *matter: str) -> Task:
    """A task about a record; the same `matter`, else the version whose content rules, is one."""
    told = matter or (str(record.event.version),)
    return Task(
        id=digest(kind, record.source, record.record_no, *told),
        kind=kind,
        source=record.source,
        record_no=record.record_no,
        detail=detail,
        subject=record.subject,
    )
