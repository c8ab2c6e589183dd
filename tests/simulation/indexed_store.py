"""The store in memory with three indexes, since a run asks it some hundred times."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from streams.line.changes import Changes
from streams.line.memory import MemoryStore, numbers
from streams.track.answer import DirectiveState


class IndexedStore(MemoryStore):
    """Loads what `MemoryStore` loads, without looking through everything."""

    def __init__(self) -> None:
        super().__init__()
        self._telling: dict[UUID, set[UUID]] = defaultdict(set)
        self._about: dict[UUID, set[UUID]] = defaultdict(set)
        self._numbered: dict[UUID, set[UUID]] = defaultdict(set)

    def save(self, changes: Changes) -> None:
        """Write all of it."""
        super().save(changes)
        for version in changes.received.versions:
            if version.fact_key is not None:
                self._telling[version.fact_key].add(version.record)
            if version.target is not None:
                self._about[version.target].add(version.record)
            for number in numbers(version):
                self._numbered[number].add(version.record)

    def _closure(self, seeds: Iterable[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        todo = {key for seed in seeds for key in (seed, *self._about.get(seed, ()))}
        while todo:
            key = todo.pop()
            if key in found or key not in self.versions:
                continue
            found.add(key)
            todo |= self._about.get(key, set())
            for version in self.versions[key]:
                if version.target is not None:
                    todo |= {version.target, *self._about[version.target]}
                if version.fact_key is not None:
                    todo |= self._telling[version.fact_key]
                for number in numbers(version):
                    todo |= self._numbered[number]
        return found

    def _states(self, wanted: frozenset[UUID]) -> dict[UUID, DirectiveState]:
        return super()._states(wanted) if wanted else {}
