"""What every play begins with: a catalogue that waits to be loaded; keys; a clock; partners."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

import psycopg
from scenario.calendar import TODAY, noon
from scenario.cast import CATALOGUE as CAST

from faults.broker import Broker
from faults.calls import Calls
from faults.partners import Partner
from schemas.catalogue.model import Catalogue, Channel
from streams.deciding.decider import Stamp
from streams.line.command import Doing, LoadCatalogue
from streams.store.commands import to_row
from streams.store.connection import Connection
from streams.store.topics import open_partitions, register_topic
from streams.wiring.clock import Clock
from streams.wiring.keys import KeyRing, Keys
from streams.wiring.topics import Topic, topics_of

RING: Final = KeyRing(versions={1: bytes(range(32))})
KEYS: Final = Keys(identity_hmac=RING, identity_encryption=RING, outbox=RING, hub_ed25519=RING)
IDS: Final = UUID("00000000-0000-0000-0000-0000000fa017")
#: The clock stands still, so that every play says the same in the same words.
NOW: Final = noon(TODAY)
CLOCK: Final = Clock(now=lambda: NOW, starts_on=TODAY)

#: Three departments, a relayer among them, and the partners that their measures go to.
CATALOGUE: Final = replace(
    CAST,
    departments={name: CAST.departments[name] for name in ("court", "hrss", "province")},
    partners={name: CAST.partners[name] for name in ("bank", "court", "procurement")},
    measures=tuple(row for row in CAST.measures if row.partner != "land"),
)
#: Whose channel a play may name; the others have their own.
COURT: Final = "court"
INPUTS: Final[tuple[Topic, ...]] = tuple(t for t in topics_of(CATALOGUE) if t.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """
    One play's world: `url` is its database, `court` the channel of its court.

    `folder`: where a partner with one exchanges files.
    """

    url: str
    calls: Calls
    folder: Path
    court: Channel = CATALOGUE.partners[COURT].channel
    broker: Broker = field(default_factory=lambda: Broker(appended_at=NOW))
    partners: Mapping[str, Partner] = field(
        default_factory=lambda: {name: Partner(name=name) for name in CATALOGUE.partners}
    )

    def channel_of(self, partner: str) -> Channel:
        """By what a partner is told."""
        return catalogue_of(self.court).partners[partner].channel


def catalogue_of(court: Channel) -> Catalogue:
    """The catalogue in which the court has this channel."""
    changed = replace(CATALOGUE.partners[COURT], channel=court)
    return replace(CATALOGUE, partners={**CATALOGUE.partners, COURT: changed})


def stamp_of(entry: int) -> Stamp:
    """Id and time of an entry, the same in every play."""
    return uuid5(IDS, f"entry {entry}"), NOW


def ask(url: str, name: str, doing: Doing) -> None:
    """An officer asks for an act; its id comes from `name`."""
    _ask(url, name, *to_row(doing))


def ask_unknown(url: str) -> None:
    """Somebody asks for what is no act."""
    _ask(url, "unknown", "coffee.make", "{}")


def _ask(url: str, name: str, kind: str, arguments: str) -> None:
    with psycopg.Connection.connect(url) as connection:
        connection.execute(
            "INSERT INTO command (id, asked_by, because, asked_at, name, arguments)"
            " VALUES (%s, 'office', 'test', %s, %s, %s)",
            (uuid5(IDS, name), NOW, kind, arguments),
        )


def found(url: str, court: Channel = CATALOGUE.partners[COURT].channel) -> None:
    """In a database with the newest schema a first catalogue waits to be loaded."""
    ask(url, "first load", LoadCatalogue(catalogue=catalogue_of(court)))


def register(connection: Connection) -> None:
    """Every input topic is known and has a position, as a worker sees to when it starts."""
    with connection.transaction():
        for topic in INPUTS:
            register_topic(connection, topic.name, topic.source, f"id of {topic.name}")
        open_partitions(connection, [(topic.name, 0) for topic in INPUTS])
