"""
The topic on which the pool is told: the last message of each fact, as of a moment of the database.

What was appended after the topic was first looked at may be of an entry that the moment does not
have: such a message is not taken, and its fact is not compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from monitoring.verify.broker import TopicMessage, broker
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.progress import Tell, told
from monitoring.verify.recount.standing import Standing
from monitoring.verify.spool import GONE, FactSpool, Heard, SpoolPage
from schemas.codec import Decoded, decode_known

NAME: Final = "credit.pool"
_CONTRACT: Final = "credit.pool.PoolChange"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolTopic:
    """`ends`: where each partition ended before the database was looked at."""

    bootstrap: str
    ends: Mapping[int, int]

    def messages(self) -> Iterator[tuple[int, TopicMessage]]:
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


def hear(
    topic: PoolTopic, moment: DatabaseMoment, spool: FactSpool, finding: Finding, tell: Tell
) -> None:
    """Put down what the topic says, in its order."""
    strange: dict[bytes, str] = {}
    late: list[tuple[UUID, bytes | None]] = []

    def before() -> Iterator[Heard]:
        for partition, message in told(topic.messages(), tell, f"messages of {NAME}", every=20_000):
            finding.count("messages")
            fact = _fact(message.key)
            if fact is None and message.value is None:
                strange.pop(message.key, None)
            elif fact is None:
                strange[message.key] = f"{NAME}/{partition}@{message.offset}"
            elif message.offset < topic.ends.get(partition, 0):
                yield fact, False, message.value
            else:
                late.append((fact, message.value))

    spool.hear(before())
    for where in strange.values():
        finding.differ("message", where, "its key is no fact's id")
    spool.hear(_late(late, moment))


def write(moment: DatabaseMoment, spool: FactSpool, tell: Tell) -> None:
    """Put down what the line wrote to be told, in its order."""
    rows = told(moment.stream("pool_pages"), tell, "words of entries read", every=20_000)
    spool.write(
        SpoolPage(
            fact,
            entry,
            sent,
            None if state == GONE else Standing(subject, kind, state, *rest),
        )
        for fact, entry, sent, state, subject, kind, *rest in rows
    )


def _late(late: list[tuple[UUID, bytes | None]], moment: DatabaseMoment) -> Iterator[Heard]:
    """What came while the database was looked at: before the moment if it is of its entries."""
    entries = [_entry(value) for _, value in late]
    given = {"entries": [entry for entry in entries if entry is not None]}
    known = {entry for (entry,) in moment.rows("entries_among", given)}
    for (fact, value), entry in zip(late, entries, strict=True):
        yield fact, entry not in known, value


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
        effective_until=said["effective_until"],
        list_code=said["list_code"],
        colour=said["colour"] if said["list_code"] else "",
        disclosure=said["disclosure"],
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
