"""
A partner's ledger (台账): what it holds, what it answered, and how far it has read.

Values that are never changed: what a directive comes to is a `Change`, kept beside what there was.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import UUID

from connectors.partners.answer import Answer

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One measure. `sequence`: the last one that was handled, kept for as long as the channel exists.

    `holds`: the fields of the directive in effect, None while nothing is held. `since`: as which of
    all it took effect; where nothing is held, that a full list took it back, and its lift may still
    come. `listed`: how far its subject was told when a full list had it last and it was not done.
    """

    sequence: int
    holds: Mapping[str, Any] | None = field(default=None, repr=False)
    since: int = 0
    listed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """
    All a partner must remember.

    `measures` by measure_id, `answers` by directive_id, `streams`: the highest sequence seen by
    subject_key, `position`: the next offset of the topic, `applied`: how many took effect, `gap`:
    something was lost and the full list has not been applied since, `results`: what became of a
    court's orders, by result_id, `through`: by subject_key how far the last full list went; what
    comes with that sequence or a lower one is not applied any more.
    """

    measures: Mapping[UUID, Entry] = field(default_factory=dict)
    answers: Mapping[UUID, Answer] = field(default_factory=dict)
    streams: Mapping[UUID, int] = field(default_factory=dict)
    position: int = 0
    applied: int = 0
    gap: bool = False
    results: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    through: Mapping[UUID, int] = field(default_factory=dict)

    def held(self) -> Iterable[Mapping[str, Any]]:
        """What is in effect now."""
        return [entry.holds for entry in self.measures.values() if entry.holds is not None]

    def at(self, position: int) -> "Ledger":
        """The same ledger at another offset of the topic."""
        return replace(self, position=position)

    def after(self, change: "Change") -> "Ledger":
        """The ledger with a change; this one stays as it is, so that it takes time as it grows."""
        return Ledger(
            measures={**self.measures, **change.measures},
            answers={**self.answers, **change.answers},
            streams={**self.streams, **change.streams},
            position=change.position,
            applied=change.applied,
            gap=change.gap,
            results={**self.results, **change.results},
            through={**self.through, **change.through},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    What a ledger is to have beside what it has; the names are those of a ledger.

    Nothing is ever taken out of one. `position`, `applied` and `gap` are as they are afterwards.
    """

    measures: Mapping[UUID, Entry] = field(default_factory=dict)
    answers: Mapping[UUID, Answer] = field(default_factory=dict)
    streams: Mapping[UUID, int] = field(default_factory=dict)
    position: int
    applied: int
    gap: bool
    results: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    through: Mapping[UUID, int] = field(default_factory=dict)


class Growing:
    """
    A ledger to which one change after the other is added; the ledger it began with stays as it was.
    """

    def __init__(self, before: Ledger) -> None:
        self.change = none_of(before)
        self._measures: dict[UUID, Entry] = {}
        self._answers: dict[UUID, Answer] = {}
        self._streams: dict[UUID, int] = {}
        self._results: dict[UUID, Mapping[str, Any]] = {}
        self._through: dict[UUID, int] = {}
        #: As it is with all changes so far; what it says moves on with the next.
        self.ledger = replace(
            before,
            measures=_over(before.measures, self._measures),
            answers=_over(before.answers, self._answers),
            streams=_over(before.streams, self._streams),
            results=_over(before.results, self._results),
            through=_over(before.through, self._through),
        )

    def add(self, change: Change) -> None:
        """One change more."""
        self._measures |= change.measures
        self._answers |= change.answers
        self._streams |= change.streams
        self._results |= change.results
        self._through |= change.through
        self.change = replace(
            change,
            measures=self._measures,
            answers=self._answers,
            streams=self._streams,
            results=self._results,
            through=self._through,
        )
        self.ledger = replace(
            self.ledger, position=change.position, applied=change.applied, gap=change.gap
        )


def _over(before: Mapping[UUID, Value], new: dict[UUID, Value]) -> Mapping[UUID, Value]:
    return ChainMap(new, before)  # type: ignore[arg-type]


def none_of(ledger: Ledger) -> Change:
    """The change that leaves a ledger as it is."""
    return Change(position=ledger.position, applied=ledger.applied, gap=ledger.gap)
