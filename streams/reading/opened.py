"""One session with all that it takes to read what the line decided."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from schemas.catalogue.model import Catalogue
from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.deciding.arrivals import Reader
from streams.identify.pseudonym import PseudonymKey
from streams.store.connection import Connection
from streams.store.rules_in_force import Rules
from streams.store.seal import Seal
from streams.store.store import PostgresStore, StoreMeans
from streams.wiring.keys import Keys


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A session, the keys, and the rules in force when it was opened."""

    connection: Connection
    keys: Keys
    rules: Rules

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in force."""
        return self.rules.book.catalogue

    @property
    def pseudonym_key(self) -> PseudonymKey:
        """The key under which subjects are found."""
        ring = self.keys.identity_hmac
        return PseudonymKey(version=ring.newest, secret=ring.current)

    @cached_property
    def seal(self) -> Seal:
        """Opens encrypted cells."""
        return Seal.of(self.keys.identity_encryption)

    @cached_property
    def store(self) -> PostgresStore:
        """The line's state, to be read only."""
        means = StoreMeans(
            seal=self.seal,
            hmac_version=self.keys.identity_hmac.newest,
            layouts=layouts_of(published()),
            code_version="",
        )
        return PostgresStore(self.connection, means)

    @property
    def reader(self) -> Reader:
        """Reads messages as the line does."""
        return Reader(reference=self.rules.reference, key=self.pseudonym_key)

    def subject_of(self, identity: UUID) -> UUID | None:
        """The opaque key of the subject that is found by a keyed identity."""
        row = self.connection.execute(
            "SELECT subject FROM identity WHERE identity = %s", (identity,)
        ).fetchone()
        return None if row is None else row[0]
