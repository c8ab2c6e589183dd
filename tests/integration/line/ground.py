"""What a town's line stands on: a real broker, a database, keys, names with the town's tag."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import psycopg
from kafka import KafkaProducer
from scenario.cast import CATALOGUE as CAST

from schemas.catalogue.model import Catalogue
from streams.operate.embedded.child import Child
from streams.wiring.clock import Clock, clock_of
from streams.wiring.keys import Keys, load_keys
from streams.wiring.settings import Settings


@dataclass(slots=True)
class Ground:
    """One line: its settings, its workers, and all that was published."""

    settings: Settings
    tag: str
    workers: list[Child] = field(default_factory=list)
    published: list[tuple[str, int]] = field(default_factory=list)
    observer: psycopg.Connection[Any] = field(init=False)
    producer: KafkaProducer = field(init=False)

    def __post_init__(self) -> None:
        self.look_again()
        self.produce_again()

    @property
    def url(self) -> str:
        assert self.settings.database_url is not None
        return self.settings.database_url

    @property
    def bootstrap(self) -> str:
        assert self.settings.bootstrap_servers is not None
        return self.settings.bootstrap_servers

    @property
    def keys(self) -> Keys:
        return load_keys(self.settings.keys_folder)

    def named(self, name: str) -> str:
        """A department's or partner's name in this town."""
        return f"{self.tag}-{name}"

    def catalogue(self, cast: Catalogue = CAST) -> Catalogue:
        """A catalogue of the cases, every name with the tag."""
        return replace(
            cast,
            version=f"{cast.version[:8]}-{self.tag}",
            departments={
                self.named(d.id): replace(d, id=self.named(d.id)) for d in cast.departments.values()
            },
            partners={
                self.named(p.id): replace(p, id=self.named(p.id)) for p in cast.partners.values()
            },
            measures=tuple(replace(m, partner=self.named(m.partner)) for m in cast.measures),
        )

    @property
    def clock(self) -> Clock:
        return clock_of(self.settings.data)

    def produce_again(self) -> None:
        """A new connection to publish through; the one before has been closed."""
        self.producer = KafkaProducer(bootstrap_servers=self.bootstrap, acks="all")

    def look_again(self) -> None:
        """A new session to look through, the one before is closed."""
        if hasattr(self, "observer"):
            self.observer.close()
        self.observer = psycopg.connect(self.url, autocommit=True)

    @staticmethod
    def change(url: str, statement: str) -> None:
        """Do to a database what an administrator could; at least one row is touched."""
        with psycopg.connect(url) as connection:
            assert connection.execute(statement.encode()).rowcount > 0, "nothing was changed"

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """Ask the database."""
        return self.observer.execute(query.encode(), given).fetchall()

    def one(self, query: str, *given: object) -> Any:
        """Ask the database for one value."""
        ((value,),) = self.rows(query, *given)
        return value

    def day(self) -> date:
        """The line's day."""
        found: date = self.one("SELECT day FROM line")
        return found
