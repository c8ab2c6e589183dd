"""
Invariant 5: the last message of each fact says how the fact stands, by own count.

What the line wrote and nobody sent yet comes after what was sent, and is compared like it. Facts of
which a tick or a load still has to tell are counted and not compared.
"""

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from uuid import UUID

from streams.wiring.verify.chronicle import Chronicle
from streams.wiring.verify.database import Snapshot
from streams.wiring.verify.finding import Finding
from streams.wiring.verify.pool_topic import Heard, standing_of
from streams.wiring.verify.progress import Tell, told
from streams.wiring.verify.recount.keys import record_key
from streams.wiring.verify.recount.parked import parked
from streams.wiring.verify.recount.standing import Standing, Stands, ids_ever, standings
from streams.wiring.verify.recount.telling import Telling

#: As a page has it: the fact became part of another one.
GONE: Final = "GONE"

#: What is said of each fact last; None: it is no more.
Written: TypeAlias = Mapping[UUID, Standing | None]


@dataclass(slots=True)
class Pool:
    """
    The facts recounted, by id. `undecided`: ids that nothing can be said of, since a tick or a load
    is not worked off.
    """

    stands: dict[UUID, Stands] = field(default_factory=dict)
    undecided: set[UUID] = field(default_factory=set)


def recount_pool(
    chronicle: Chronicle,
    moment: Snapshot,
    due: Collection[UUID],
    lost: Finding,
    finding: Finding,
    tell: Tell,
) -> Pool:
    """
    Every fact that the chronicle's messages tell of; `due`: subjects still to be judged.

    A record that waits and that nobody would be reminded of is a difference of `lost`.
    """
    pool = Pool()
    if not chronicle.entries or not chronicle.loads:
        return pool
    waiting = {record for (record,) in moment.rows("waiting")}
    turning = {record for (record,) in moment.rows("turning")}
    groups = told(chronicle.groups(), tell, "groups of records recounted", every=1000)
    for group in groups:
        world = chronicle.world(group, chronicle.last.number)
        found = {stands.fact: stands for stands in standings(world)}
        finding.count("facts", len(found))
        for source, record_no in sorted(parked(world, group)):
            lost.count("records that wait")
            if record_key((source, record_no)) not in waiting:
                lost.differ("waiting", f"{source} {record_no}", "waits and stands on no list")
        if _is_due(group, due, turning):
            finding.count("still to be told of today", len(found))
            pool.undecided |= found.keys() | ids_ever(world.records)
        else:
            pool.stands |= found
    return pool


def _is_due(group: list[Telling], due: Collection[UUID], turning: Collection[UUID]) -> bool:
    """Whether any of the records, or anybody they name, is still to be looked at today."""
    return any(
        record_key(telling.record) in turning or any(subject in due for subject in telling.named)
        for telling in group
    )


def written(moment: Snapshot, wanted: Container[UUID] | None, *, unsent: bool) -> Written:
    """What the line wrote of the facts that are wanted; `unsent`: only what was not sent yet."""
    return {
        fact: None if state == GONE else Standing(subject, kind, state, *rest)
        for fact, subject, kind, state, *rest in moment.stream("pool_pages", {"all": not unsent})
        if wanted is None or fact in wanted
    }


def check_pool(
    pool: Pool, heard: Heard, waiting: Written, finding: Finding, *, whole: bool
) -> None:
    """
    Compare fact by fact; `waiting`: what was written and not sent.

    `whole`: everything was recounted, so that what is told of and was not found is no more.
    """
    for fact, stands in sorted(pool.stands.items()):
        if fact in heard.since:
            finding.count("told of since")
        elif fact in waiting:
            _compare(stands, waiting[fact], "is written to be told as", finding)
        else:
            _compare(stands, _sent(fact, heard), "was told as", finding)
    if whole:
        known = pool.stands.keys() | pool.undecided | heard.since
        for fact in sorted((heard.last.keys() | waiting.keys()) - known):
            _gone(fact, waiting[fact] if fact in waiting else _sent(fact, heard), finding)


def _sent(fact: UUID, heard: Heard) -> Standing | str | None:
    """What the topic says of a fact last, or why that cannot be read; None: nothing."""
    message = heard.last.get(fact)
    return None if message is None else standing_of(fact, message)


def _compare(stands: Stands, said: Standing | str | None, told_how: str, finding: Finding) -> None:
    source, record_no = stands.record
    where = f"{stands.fact} ({stands.standing.kind} {source} {record_no})"
    if said is None:
        finding.differ("untold", where, f"is {stands.standing.state}, and no message says so")
    elif isinstance(said, str):
        finding.differ("message", where, f"its last message cannot be read: {said}")
    elif said != stands.standing:
        parts = "; ".join(_parts(said, stands.standing))
        finding.differ("told", where, f"{told_how} {parts}")


def _gone(fact: UUID, said: Standing | str | None, finding: Finding) -> None:
    if isinstance(said, str):
        finding.differ("message", str(fact), f"its last message cannot be read: {said}")
    elif said is not None:
        finding.differ(
            "gone",
            f"{fact} ({said.kind} of {said.source})",
            f"was told as {said.state}, and no record tells of it any more",
        )


def _parts(said: Standing, so: Standing) -> Iterator[str]:
    """Each field that is told otherwise than it is."""
    for name, mine, theirs in zip(Standing._fields, said, so, strict=True):
        if mine != theirs:
            yield f"{name} {_shown(mine)}, is {_shown(theirs)}"


def _shown(value: object) -> str:
    return "none" if value is None else str(value)
