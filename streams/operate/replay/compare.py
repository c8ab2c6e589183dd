"""The journal up to now decided again, and the digests of both held against each other."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version

from streams.deciding.assembly import decider_of, store_of
from streams.operate.replay.journal import code_versions, lines, spans
from streams.operate.replay.log import Log
from streams.operate.replay.run import LineStoreAsItWas, Replay, Stamps
from streams.operate.replay.side_schema import side_schema
from streams.store.away import database_told
from streams.store.connection import WALKING, connect
from streams.store.digest import Digest, digest
from streams.wiring.keys import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`decided_by`: versions of the code in the journal; `replayed_by`: the one that runs."""

    original: Digest
    replayed: Digest
    decided_by: tuple[str, ...]
    replayed_by: str

    @property
    def equal(self) -> bool:
        """Whether the journal decides the same again."""
        return self.original.sha256 == self.replayed.sha256

    @property
    def differing(self) -> tuple[str, ...]:
        """The tables that are not equal."""
        return self.original.differs_in(self.replayed)


def replay(
    database: str, bootstrap: str, keys: Keys, progress: Callable[[int, int], None]
) -> Compared:
    """
    Decide the journal again and compare; the hub may go on meanwhile.

    What was decided up to the moment of the call is compared. `progress` gets entries done and
    entries in all. Raises `CannotRun` when the topics or the database do not answer, or when the
    line would decide other entries.
    """
    with database_told(database), connect(database, "hub replay", WALKING) as original:
        found = digest(original)
        read = spans(original, found.entry)
        begins = {place: start for place, (start, _) in read.items()}
        stamps = Stamps(
            journal=lines(original, found.entry),
            progress=lambda line: progress(line.number, found.entry),
        )
        with side_schema(database, begins) as again, closing(Log(bootstrap, read)) as log:
            decider = decider_of(LineStoreAsItWas(store_of(again, keys), stamps), keys, stamps)
            Replay(original=original, decider=decider, stamps=stamps, log=log).run()
            return Compared(
                original=found,
                replayed=digest(again),
                decided_by=tuple(sorted(code_versions(original, found.entry))),
                replayed_by=version("credit-hub"),
            )
