"""
Invariant 1 from outside: every message of the broker against what the hub says became of it.

For each partition: the offsets below the stored position that hold a message are just those with
an outcome, each once; and what is stored of them is what the broker holds, byte for byte.
"""

from collections.abc import Iterable
from typing import NamedTuple

from monitoring.verify.broker import Broker, Partition
from monitoring.verify.cells import Opener, of_quarantine, of_version
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.outcome import Outcome, wrong_answer, wrong_quarantine, wrong_versions
from monitoring.verify.progress import Tell
from monitoring.verify.shelf import Shelf

FEEDBACK = "feedback."


class KeptAnswer(NamedTuple):
    """What the database has of one offset; `refused` None: no answer's row."""

    offset: int
    times: int
    outcome: int | None
    versions: int
    refused: str | None
    quarantine: str | None


def input_topics(snapshot: DatabaseMoment) -> tuple[str, ...]:
    """Every topic that was ever registered as an input."""
    return tuple(name for (name,) in snapshot.rows("input_topics"))


def partitions(snapshot: DatabaseMoment) -> tuple[Partition, ...]:
    """Every partition the hub has a position in."""
    return tuple(
        Partition(
            topic_no=number,
            topic=topic,
            source=source,
            topic_id=topic_id,
            number=partition,
            next_offset=next_offset,
        )
        for number, topic, source, topic_id, partition, next_offset in snapshot.rows("positions")
    )


def check_delivery(
    snapshot: DatabaseMoment,
    broker: Broker,
    topics: Iterable[str],
    opener: Opener,
    finding: Finding,
    tell: Tell,
) -> None:
    """Recount every partition that is read, one after the other; name those that nobody reads."""
    read = set()
    for partition in partitions(snapshot):
        read.add(partition.name)
        finding.count("partitions")
        _ahead(broker, partition, finding)
        shelf = broker.read(partition, tell)
        _outcomes(snapshot, partition, shelf, finding)
        _bytes(snapshot, partition, shelf, opener, finding)
    for topic in topics:
        numbers = broker.numbers(topic)
        if not numbers:
            finding.differ("topic", topic, "is registered as an input, and the broker has none")
        for number in numbers:
            where = f"{topic}/{number}"
            if where not in read and (ahead := broker.end(topic, number)):
                finding.differ("unread", where, f"has {ahead} messages and nobody reads it")


def _ahead(broker: Broker, partition: Partition, finding: Finding) -> None:
    """Messages not decided yet are no difference; a position beyond the log's end is one."""
    broker.require(partition.topic, partition.topic_id)
    end = broker.end(partition.topic, partition.number)
    if end < partition.next_offset:
        finding.differ(
            "position",
            partition.name,
            f"the position {partition.next_offset} is beyond the end of the log, {end}",
        )
    finding.count("not decided yet", max(0, end - partition.next_offset))


def _outcomes(
    snapshot: DatabaseMoment, partition: Partition, shelf: Shelf, finding: Finding
) -> None:
    counted = bytearray(len(shelf))
    sums = finding.sources.setdefault(partition.topic, {"messages": 0})
    sums["messages"] += len(shelf)
    given = {"topic": partition.topic_no, "partition": partition.number}
    for row in snapshot.stream("outcomes", given):
        kept = KeptAnswer(*row)
        where = partition.at(kept.offset)
        place = shelf.place(kept.offset)
        if place is None:
            ahead = " and it is not decided yet" if kept.offset >= partition.next_offset else ""
            finding.differ("beyond", where, f"has an outcome or a row and no message{ahead}")
        elif kept.times and kept.outcome is not None:
            counted[place] = 1
            outcome = Outcome(kept.outcome)
            sums[outcome.name] = sums.get(outcome.name, 0) + 1
            _fitting(kept, outcome, partition, finding)
    finding.count("messages", len(shelf))
    finding.count("outcomes", sum(counted))
    for place, offset in enumerate(shelf):
        if not counted[place]:
            finding.differ("lost", partition.at(offset), "has no first outcome")


def _fitting(kept: KeptAnswer, outcome: Outcome, partition: Partition, finding: Finding) -> None:
    """One outcome, and just the rows that go with it."""
    where = partition.at(kept.offset)
    if kept.times > 1:
        finding.differ("doubled", where, f"has {kept.times} first outcomes")
    answers = partition.topic.startswith(FEEDBACK)
    wrong = (
        wrong_answer(outcome, kept.versions, kept.refused)
        if answers
        else wrong_versions(outcome, kept.versions)
    )
    if wrong is not None:
        finding.differ("stored", where, wrong)
    if (wrong := wrong_quarantine(outcome, kept.quarantine)) is not None:
        finding.differ("quarantine", where, wrong)


def _bytes(
    snapshot: DatabaseMoment, partition: Partition, shelf: Shelf, opener: Opener, finding: Finding
) -> None:
    given = {"topic": partition.topic_no, "partition": partition.number}
    for table, record, number, offset, key_version, sealed in snapshot.stream(
        "stored_messages", given
    ):
        cell = (
            of_version(record, number)
            if table == "version"
            else of_quarantine(partition.topic_no, partition.number, offset)
        )
        message = opener.open(sealed, cell, key_version)
        finding.count(f"{table} bytes")
        if message is None:
            finding.differ("bytes", partition.at(offset), f"the {table} row was altered")
        elif shelf.place(offset) is not None and not shelf.holds(offset, message):
            finding.differ(
                "bytes", partition.at(offset), f"the {table} row is not the broker's message"
            )
