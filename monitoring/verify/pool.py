"""
Invariant 5: the last message of each fact says how the fact stands, by own count; of what is silent
there is none (R30).

What the line wrote and nobody sent yet comes after what was sent, and is compared like it. Facts of
which a tick or a load still has to tell are counted and not compared. What an entry wrote of a fact
is compared with how the fact stood after that entry; what an older version of the hub wrote is not,
since it told more, and in other words.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.chronicle import Chronicle
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.pool_topic import standing_of
from monitoring.verify.reading import Wanted
from monitoring.verify.recount.keys import record_key
from monitoring.verify.recount.parked import parked
from monitoring.verify.recount.standing import Standing, Stands, ids_ever, standings
from monitoring.verify.recount.version import Version
from monitoring.verify.recount.world import World
from monitoring.verify.spool import GONE, FactSpool, SpoolPage


class PoolWord(NamedTuple):
    """
    What is said of a fact last.

    `said`: None: nothing, or that it is no more; a text: why its message cannot be read. `waits`:
    it is written and not sent yet. `since`: it was told of after the moment, too.
    """

    said: Standing | str | None
    waits: bool
    since: bool


def last_word(fact: UUID, spool: FactSpool, *, asked: bool) -> PoolWord:
    """What is said of a fact last; not `asked`: the topic is not, all that was written is told."""
    pages = [page for page in spool.written(fact) if not (asked and page.sent)]
    since, message = spool.heard(fact)
    if pages:
        return PoolWord(pages[-1].standing, waits=True, since=since)
    said = None if message is None else standing_of(fact, message)
    return PoolWord(said, waits=False, since=since)


class PoolCheck(NamedTuple):
    """Where differences go, and what was said; `asked`: whether the topic was."""

    moment: DatabaseMoment
    spool: FactSpool
    asked: bool
    lost: Finding
    finding: Finding

    def check(self, chronicle: Chronicle, wanted: Wanted) -> None:
        """
        Every fact of the messages whose time it is.

        A record that waits and that nobody would be reminded of is a difference of `lost`.
        """
        if not chronicle.entries or not chronicle.loads:
            return
        groups = [group for group in chronicle.groups() if _is_time_of(group, wanted)]
        (older,) = self.moment.row("pool_since")
        given = {
            "subjects": list({who for group in groups for t in group for who in t.named}),
            "records": list({record_key(t.record) for group in groups for t in group}),
        }
        due = {subject for (subject,) in self.moment.rows("pending", given)}
        changing = {record for (record,) in self.moment.rows("changing", given)}
        waiting = {record for (record,) in self.moment.rows("waiting", given)}
        for group in groups:
            world = chronicle.world(group, chronicle.last.number)
            found = {stands.fact: stands for stands in standings(world)}
            self.finding.count("facts", len(found))
            self._waiting(world, group, waiting)
            ids = found.keys() | ids_ever(world.records)
            self._written(chronicle, group, ids, older)
            if _is_due(group, due, changing):
                self.finding.count("still to be told of today", len(found))
                self.spool.know(ids)
            else:
                self.spool.know(found)
                for stands in found.values():
                    self._told(stands)

    def check_gone(self) -> None:
        """Everything was recounted: what is told of, and was not found, is no more."""
        for fact in self.spool.unknown():
            word = last_word(fact, self.spool, asked=self.asked)
            self._count(word)
            if not word.since:
                gone(fact, word.said, self.finding)

    def _told(self, stands: Stands) -> None:
        word = last_word(stands.fact, self.spool, asked=self.asked)
        self._count(word)
        if not stands.told:
            self.finding.count("silent")
        if word.since:
            self.finding.count("told of since")
        elif stands.told:
            compare(stands, word, self.finding)
        else:
            silence(stands, word, self.finding)

    def _count(self, word: PoolWord) -> None:
        if self.asked and word.waits:
            self.finding.count("written and not told yet")

    def _waiting(self, world: World, group: list[Version], waiting: set[UUID]) -> None:
        for source, record_no in sorted(parked(world, group)):
            self.lost.count("records that wait")
            if record_key((source, record_no)) not in waiting:
                self.lost.differ("waiting", f"{source} {record_no}", "waits and stands on no list")

    def _written(
        self, chronicle: Chronicle, group: list[Version], ids: Iterable[UUID], older: int
    ) -> None:
        """What each entry after `older` wrote of these facts is how they stood after it."""
        pages = [p for fact in ids for p in self.spool.written(fact) if p.entry > older]
        for entry in sorted({page.entry for page in pages}):
            stood = {}
            if chronicle.ruled(entry):
                world = chronicle.world(group, entry)
                stood = {stands.fact: stands.standing for stands in standings(world) if stands.told}
            for page in pages:
                if page.entry == entry:
                    self.finding.count("words of entries")
                    wrote(page, stood.get(page.fact), self.finding)


def _is_time_of(group: list[Version], wanted: Wanted) -> bool:
    named = {subject for version in group for subject in version.named}
    return wanted.is_time_of(named, [record_key(version.record) for version in group])


def _is_due(group: list[Version], due: set[UUID], changing: set[UUID]) -> bool:
    """Whether any of the records, or anybody they name, is still to be looked at today."""
    return any(
        record_key(version.record) in changing or any(subject in due for subject in version.named)
        for version in group
    )


def compare(stands: Stands, word: PoolWord, finding: Finding) -> None:
    """A fact against what is said of it last."""
    source, record_no = stands.record
    where = f"{stands.fact} ({stands.standing.kind} {source} {record_no})"
    said = word.said
    if said is None:
        finding.differ("untold", where, f"is {stands.standing.state}, and no message says so")
    elif isinstance(said, str):
        finding.differ("message", where, f"its last message cannot be read: {said}")
    elif said != stands.standing:
        told_how = "is written to be told as" if word.waits else "was told as"
        parts = "; ".join(_parts(said, stands.standing))
        finding.differ("told", where, f"{told_how} {parts}")


def silence(stands: Stands, word: PoolWord, finding: Finding) -> None:
    """Of a fact of which nothing may be told nothing is told (R30)."""
    said = word.said
    if isinstance(said, Standing):
        source, record_no = stands.record
        where = f"{stands.fact} ({stands.standing.kind} {source} {record_no})"
        told_how = "is written to be told as" if word.waits else "was told as"
        finding.differ("silent", where, f"{told_how} {said.state}, and nothing may be told of it")
    elif said is not None:
        gone(stands.fact, said, finding)


def wrote(page: SpoolPage, stood: Standing | None, finding: Finding) -> None:
    """What one entry wrote of a fact against how the fact stood after it."""
    if page.standing == stood:
        return
    where = f"{page.fact} of entry {page.entry}"
    if stood is None or page.standing is None:
        said = GONE if page.standing is None else page.standing.state
        so = "was none to be told of" if stood is None else f"was {stood.state}"
        finding.differ("written", where, f"is written as {said}, and {so} then")
    else:
        parts = "; ".join(_parts(page.standing, stood))
        finding.differ("written", where, f"is written as {parts} after it")


def gone(fact: UUID, said: Standing | str | None, finding: Finding) -> None:
    """What is said last of something that is no fact any more."""
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
