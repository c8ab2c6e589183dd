"""What is there when a play has ended, in words that can be compared with another play's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from connectors.partners.ledger import Ledger
from faults.broker import Record
from faults.partners import Partner
from faults.town import RING, Town
from monitoring.verify.cells import opener
from monitoring.verify.database import snapshot
from monitoring.verify.ledgers import ask
from monitoring.verify.verification import against_ledgers, recount
from streams.store.connection import WALKING, connect
from streams.store.digest import digest

#: What the sender knows of each directive and each result; bodies are encrypted anew each time.
SENDING = {
    # Of two measures of one subject that are claimed at once either may get the lower sequence.
    "directive": "SELECT directive_id, sequence IS NOT NULL, rank() OVER"
    " (PARTITION BY measure_id ORDER BY sequence), previous_sequence, sent_as, supersedes,"
    # Answered before it was sent again: its partner heard of it by its full list.
    " sent_at IS NOT NULL OR answer IS NOT NULL, superseded_at IS NOT NULL, answer, answer_no"
    " FROM directive",
    "result": "SELECT result_id, sequence, previous_sequence, sent_at IS NOT NULL"
    " FROM order_result",
    "stream": "SELECT s.partner || ' ' || s.subject, last_sequence,"
    " array_agg(d.sequence ORDER BY d.sequence) FROM stream s LEFT JOIN directive d USING"
    " (partner, subject) GROUP BY 1, 2",
    "command": "SELECT id, entry, result FROM command",
}

#: So much of a value is told where two are not the same.
SHORT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """
    `decided`: the digest of each table. `told`: by topic and key what was told, repeats left out.
    `amiss`: what verification finds, and repeats that are not what they repeat.
    """

    decided: Mapping[str, str]
    sending: Mapping[tuple[str, str], Sequence[Any]]
    told: Mapping[tuple[str, bytes], Sequence[bytes | None]]
    ledgers: Mapping[str, tuple[Ledger, Sequence[UUID]]]
    amiss: Sequence[str]

    def differs_in(self, other: "Ending") -> list[str]:
        """What is not the same in both, and what is amiss in this one alone."""
        found = [each for each in self.amiss if each not in other.amiss]
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, Mapping):
                names = sorted({*mine, *theirs})
                both = [(name, mine.get(name), theirs.get(name)) for name in names]
                found += [
                    f"{each.name} of {name}: {_short(one)}, not {_short(other_one)}"
                    for name, one, other_one in both
                    if one != other_one
                ]
        return found


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def ending(town: Town) -> Ending:
    """Look at database, topics and partners."""
    with connect(town.url, "look", WALKING) as connection:
        decided = digest(connection)
        sending = {
            (table, str(key)): rest
            for table, query in SENDING.items()
            for key, *rest in connection.execute(query.encode())
        }
    amiss = [*_amiss(town), *_unlike(town)]
    return Ending(
        decided={name: table.sha256 for name, table in decided.tables.items()},
        sending=sending,
        told=_told(town),
        ledgers={name: _in_any_order(partner) for name, partner in town.partners.items()},
        amiss=amiss,
    )


def _told(town: Town) -> Mapping[tuple[str, bytes], Sequence[bytes | None]]:
    """
    What each key was told, in its order, without repeats; what it was told last stands last.

    What goes to the hub's own log is encrypted anew each time: there only that it was told counts.
    """
    told: dict[tuple[str, bytes], list[bytes | None]] = defaultdict(list)
    for topic, records in town.broker.topics.items():
        for record in records:
            value = b"" if topic == "credit.sent" else record.value
            if value not in told[topic, record.key]:
                told[topic, record.key].append(value)
    for (topic, key), values in told.items():
        last = _last(town.broker.topics[topic], key)
        if topic != "credit.sent" and last != values[-1]:
            values.append(last)
    return told


def _in_any_order(partner: Partner) -> tuple[Ledger, Sequence[UUID]]:
    """Ledger and effects; of several subjects told side by side any may come first."""
    ledger = partner.desk.ledger.at(0)
    measures = {
        key: replace(entry, since=0, sequence=0, holds=_but_sequence(entry.holds))
        for key, entry in ledger.measures.items()
    }
    return replace(ledger, measures=measures), sorted(
        answer.directive_id for answer in partner.done
    )


def _but_sequence(holds: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if holds is None else {**holds, "sequence": 0}


def _last(records: Sequence[Record], key: bytes) -> bytes | None:
    return next(record.value for record in reversed(records) if record.key == key)


def _amiss(town: Town) -> list[str]:
    ledgers = [ask(partner) for partner in town.partners.values()]
    with snapshot(town.url) as moment:
        five = recount(moment, opener(RING), RING.current)
        against_ledgers(town.url, ledgers, moment, five)
    return [f"verify: {found}" for finding in five for found in finding.differences]


def _unlike(town: Town) -> list[str]:
    """Deliveries under one id that are not the same bytes."""
    return [
        f"{name} was told {key} in other words"
        for name, partner in town.partners.items()
        for key in partner.changed_bytes
    ]
