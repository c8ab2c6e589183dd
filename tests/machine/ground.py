"""The servers that all plays of a session share, and a database and topics for each."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient
from property.strategies import FIRST
from support.databases import create_database, drop_database, with_database

from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.store.seal import Seal
from streams.store.store import StoreMeans
from streams.wiring.clock import set_manual_clock
from streams.wiring.keys import LOSS, load_keys
from streams.wiring.settings import Settings, read_settings

#: The same in every run, so that subjects have the same keys and a play is one play.
SECRET = bytes(range(32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What one play has for itself; `tag` stands before the names of its departments and topics."""

    tag: str
    settings: Settings
    producer: KafkaProducer
    runner: asyncio.Runner

    @property
    def url(self) -> str:
        """Its database."""
        assert self.settings.database_url is not None
        return self.settings.database_url


@dataclass(slots=True)
class Ground:
    """`folder` is passed through by nobody else; `template`: a database with the newest schema."""

    bootstrap: str
    server: str
    template: str
    folder: Path
    producer: KafkaProducer = field(init=False)
    runner: asyncio.Runner = field(init=False)
    means: StoreMeans = field(init=False)

    def __post_init__(self) -> None:
        self.producer = KafkaProducer(bootstrap_servers=self.bootstrap, acks="all")
        self.runner = asyncio.Runner()
        keys = self.folder / "keys"
        keys.mkdir(mode=0o700)
        for name in LOSS:
            (keys / name).write_text(f"1 {SECRET.hex()}\n")
            (keys / name).chmod(0o600)
        # What reads the schemas is the same for every look, and takes long to make.
        self.means = StoreMeans(
            seal=Seal.of(load_keys(keys).identity_encryption),
            hmac_version=1,
            layouts=layouts_of(published()),
            code_version="test",
        )

    @contextmanager
    def place(self) -> Iterator[Place]:
        """An empty database, a data folder on a manual clock, and names that nobody has used."""
        tag = f"m{uuid4().hex[:8]}"
        data = self.folder / tag
        set_manual_clock(data, FIRST)
        create_database(self.server, tag, template=self.template)
        settings = read_settings(
            {
                "HUB_DATA": str(data),
                "HUB_KEYS": str(self.folder / "keys"),
                "HUB_BOOTSTRAP_SERVERS": self.bootstrap,
                "HUB_DATABASE_URL": with_database(self.server, tag),
            }
        )
        try:
            yield Place(tag=tag, settings=settings, producer=self.producer, runner=self.runner)
        finally:
            drop_database(self.server, tag)
            self._forget_topics(tag)

    def _forget_topics(self, tag: str) -> None:
        admin = KafkaAdminClient(bootstrap_servers=self.bootstrap)
        mine = [name for name in admin.list_topics() if f".{tag}-" in name]
        if mine:
            admin.delete_topics(mine)
        admin.close()

    def close(self) -> None:
        """End what was opened."""
        self.producer.close()
        self.runner.close()
