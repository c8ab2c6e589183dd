"""The ways a case can run."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Protocol

from contract.stores import InMemory, StoreUnderTest

from scenario.book import Book, Known
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from scenario.hub import Hub, Line
from scenario.message import Message
from scenario.oracle_hub import OracleHub
from scenario.outbox import MemoryBook
from scenario.store_line import StoreLine
from schemas.catalogue.model import Catalogue


class MakeHub(Protocol):
    """Makes a fresh hub; `refused` are the messages the case expects it not to admit."""

    def __call__(
        self,
        catalogue: Catalogue = CATALOGUE,
        *,
        on: date = TODAY,
        refused: Collection[Message] = (),
    ) -> Hub: ...


class MakeLine(Protocol):
    """Makes a fresh line, which finds out by itself what to refuse."""

    def __call__(
        self,
        catalogue: Catalogue = CATALOGUE,
        *,
        on: date = TODAY,
        refused: Collection[Message] = (),
    ) -> Line: ...


def oracle(
    catalogue: Catalogue = CATALOGUE, *, on: date = TODAY, refused: Collection[Message] = ()
) -> Hub:
    """Return the oracle as a hub."""
    return OracleHub(catalogue, on=on, refused=refused)


def on_store(
    fresh: Callable[[], StoreUnderTest], book: Callable[[Known], Book] = MemoryBook
) -> MakeLine:
    """Return the way that runs on fresh stores of one kind, with the sender's book beside it."""

    def make(
        catalogue: Catalogue = CATALOGUE, *, on: date = TODAY, refused: Collection[Message] = ()
    ) -> Line:
        return StoreLine(fresh(), catalogue, on=on, book=book)

    return make


memory: MakeLine = on_store(InMemory)
