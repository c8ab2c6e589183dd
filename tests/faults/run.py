"""Plays, each with one fault and on a database of its own."""

import asyncio
import os
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from support.databases import create_database, drop_database, with_database

from faults.calls import Calls, Fault
from faults.connection import counted_sessions
from faults.ending import Ending, ending
from faults.partners import served
from faults.senders import Senders
from faults.story import Story
from faults.town import Town
from schemas.catalogue.model import Channel
from streams.deciding.postgres_line_store import PostgresLineStore


class Played(NamedTuple):
    """One play: what failed, and in what it did not end as the one without."""

    fault: Fault
    differs: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.fault}: {'; '.join(self.differs)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """
    A server, and the database on it with which every play begins; `court`: its court's channel.

    `line_store_of` and `senders_of` are the shipped ones, or ones with a mistake.
    """

    server: str
    template: str
    court: Channel = Channel.TOPIC
    line_store_of: type[PostgresLineStore] = PostgresLineStore
    senders_of: type[Senders] = Senders

    def play(self, calls: Calls) -> Ending:
        """Play the story; how it ended."""
        name = f"hub_nth_{uuid.uuid4().hex[:12]}"
        create_database(self.server, name, template=self.template)
        url = with_database(self.server, name)
        try:
            with TemporaryDirectory(prefix="hub-nth-") as folder, ExitStack() as serving:
                town = Town(url=url, calls=calls, court=self.court, folder=Path(folder))
                for partner in town.partners.values():
                    if town.channel_of(partner.name) is Channel.WEBHOOK:
                        serving.enter_context(served(partner))
                story = Story(
                    town=town, line_store_of=self.line_store_of, senders_of=self.senders_of
                )
                with counted_sessions(calls):
                    asyncio.run(story.play())
                return ending(town)
        finally:
            drop_database(self.server, name)

    def unharmed(self) -> tuple[Calls, Ending]:
        """Play without a fault."""
        calls = Calls()
        return calls, self.play(calls)

    def against(self, expected: Ending, fault: Fault) -> Played:
        """Play with a fault; whatever ends a play before its end is a difference too."""
        calls = Calls(fault=fault)
        try:
            differs = self.play(calls).differs_in(expected)
        except Exception as broke:  # noqa: BLE001  (told with the call that failed)
            differs = [f"{type(broke).__name__}: {broke}"]
        if not calls.failed:
            differs.append("the call was never made")
        return Played(fault=fault, differs=tuple(differs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plays:
    """Plays in processes beside this one, one on each core."""

    pool: ProcessPoolExecutor

    def unharmed(self, stage: Stage) -> tuple[Calls, Ending]:
        """The play without a fault, with which all others are compared."""
        return self.pool.submit(stage.unharmed).result()

    def all(self, stage: Stage, expected: Ending, faults: Iterable[Fault]) -> list[Played]:
        """The play with each of the faults."""
        playing = [self.pool.submit(stage.against, expected, fault) for fault in faults]
        return [each.result() for each in playing]


@contextmanager
def plays() -> Iterator[Plays]:
    """Processes to play in; each hashes differently, so that no order may come from that."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield Plays(pool=pool)
