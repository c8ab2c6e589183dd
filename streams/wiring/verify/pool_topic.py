"""
The topic on which the pool is told: the last message of each fact, as of a moment of the database.

What was appended after the topic was first looked at may be of an entry that the moment does not
have: such a message is not taken, and its fact is not compared.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from schemas.codec import Decoded, decode_known
from streams.wiring.verify.broker import Message, broker
from streams.wiring.verify.database import Snapshot
from streams.wiring.verify.finding import Finding
from streams.wiring.verify.progress import Tell, told
from streams.wiring.verify.recount.standing import Standing

NAME: Final = "credit.pool"
_CONTRACT: Final = "credit.pool.PoolChange"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolTopic:
    """`ends`: where each partition ended before the database was looked at."""

    bootstrap: str
    ends: Mapping[int, int]

    def messages(self) -> Iterator[tuple[int, Message]]:
        """All there are by now, with their partitions, in their order. Raises `CannotSee`."""
        with broker(self.bootstrap, [NAME]) as there:
            for number, end in there.ends(NAME).items():
                for message in there.messages(NAME, number, end):
                    yield number, message


def pool_topic(bootstrap: str) -> PoolTopic:
    """
    The topic as it is before the database is looked at; one that is not there has no messages.

    Raises `CannotSee` when the broker does not answer.
    """
    with broker(bootstrap, [NAME]) as there:
        return PoolTopic(bootstrap=bootstrap, ends=there.ends(NAME))


@dataclass(slots=True)
class Heard:
    """
    The last message of each fact; `since`: facts told of after the moment, as far as can be known.

    Messages are kept as they came, 350 bytes a fact, and read when they are compared.
    """

    last: dict[UUID, bytes | None] = field(default_factory=dict)
    since: set[UUID] = field(default_factory=set)


def hear(
    topic: PoolTopic,
    moment: Snapshot,
    wanted: Container[UUID] | None,
    finding: Finding,
    tell: Tell,
) -> Heard:
    """What the topic says of the facts that are wanted, None = of all."""
    heard = Heard()
    strange: dict[bytes, str] = {}
    late: list[tuple[UUID, bytes | None]] = []
    for partition, message in told(topic.messages(), tell, f"messages of {NAME}", every=20_000):
        finding.count("messages")
        fact = _fact(message.key)
        if fact is None and message.value is None:
            strange.pop(message.key, None)
        elif fact is None:
            strange[message.key] = f"{NAME}/{partition}@{message.offset}"
        elif wanted is None or fact in wanted:
            if message.offset < topic.ends.get(partition, 0):
                heard.last[fact] = message.value
            else:
                late.append((fact, message.value))
    for where in strange.values():
        finding.differ("message", where, "its key is no fact's id")
    _take_late(heard, late, moment)
    return heard


def _take_late(heard: Heard, late: list[tuple[UUID, bytes | None]], moment: Snapshot) -> None:
    """Of what came while the database was looked at, what is of its entries."""
    entries = [_entry(value) for _, value in late]
    given = {"entries": [entry for entry in entries if entry is not None]}
    known = {entry for (entry,) in moment.rows("entries_among", given)}
    for (fact, value), entry in zip(late, entries, strict=True):
        if entry in known:
            heard.last[fact] = value
        else:
            heard.since.add(fact)


def standing_of(fact: UUID, message: bytes) -> Standing | str:
    """What a message says, or why it cannot be read."""
    decoded = decode_known(message)
    if not isinstance(decoded, Decoded):
        return decoded.why
    said = decoded.record
    if decoded.contract.subject != _CONTRACT:
        return f"is a {decoded.contract.subject}"
    if said["fact_id"] != str(fact):
        return "is about another fact than its key"
    subject = _uuid(said["subject_key"]) if said["subject_key"] else None
    if said["subject_key"] and subject is None:
        return "names no subject key"
    state = said["state"]
    if said["objection"]:
        state = "MARKED" if state == "STANDING" else f"{state} under an objection"
    return Standing(
        subject=subject,
        kind=said["kind"],
        state=state,
        source=said["source"],
        provenances=said["provenances"],
        decided_on=said["decided_on"],
    )


def _entry(message: bytes | None) -> UUID | None:
    """The entry that a message names; one that takes a fact back names none."""
    decoded = None if message is None else decode_known(message)
    if not isinstance(decoded, Decoded) or decoded.contract.subject != _CONTRACT:
        return None
    return _uuid(decoded.record["entry"])


def _fact(key: bytes) -> UUID | None:
    return _uuid(key.decode("ascii", "replace"))


def _uuid(text: str) -> UUID | None:
    """A UUID in the one form in which the hub writes it: another form is another key."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None
