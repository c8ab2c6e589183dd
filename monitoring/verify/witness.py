"""Partners as witnesses: what each says it holds, and what it applied."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, TypeVar
from uuid import UUID

import httpx

from monitoring.verify.finding import CannotSee

Kept = TypeVar("Kept")

_ANSWER_WITHIN_S: Final = 15.0
_EFFECTIVE: Final = frozenset({"EXECUTED", "PARTIAL"})


class Word(NamedTuple):
    """A directive a partner speaks of; `sequence` is that of its stream, None: it does not say."""

    measure_id: UUID
    directive_id: UUID
    sequence: int | None


class PartnerWitness(Protocol):
    """One partner who can be asked. Everything raises `CannotSee` when it does not answer."""

    @property
    def partner(self) -> str:
        """Its id in the catalogue."""

    def in_force(self) -> Iterable[Word]:
        """What it holds now: the directive whose content it goes by, per measure."""

    def applied(self) -> Iterable[Word]:
        """Every directive that had an effect there, in the order of the effects if it knows it."""

    def effects(self) -> int | None:
        """How many effects it counted by itself, None if it does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpWitness:
    """
    A partner that answers `GET <address>/in-force`, and `GET <address>/applied` if it can.

    Each gives a JSON list, or an object whose one list it is, of objects with `measure_id`,
    `directive_id` and `sequence`.
    """

    partner: str
    address: str

    def in_force(self) -> Iterable[Word]:
        """What it holds now."""
        return self._ask("in-force")

    def applied(self) -> Iterable[Word]:
        """Every directive that had an effect; nothing where it keeps no such list."""
        return self._ask("applied", optional=True)

    def effects(self) -> int | None:
        """It is not asked for a count."""
        return None

    def _ask(self, what: str, *, optional: bool = False) -> list[Word]:
        url = f"{self.address.rstrip('/')}/{what}"
        try:
            reply = httpx.get(url, timeout=_ANSWER_WITHIN_S, follow_redirects=False)
            if optional and reply.status_code == HTTPStatus.NOT_FOUND:
                return []
            reply.raise_for_status()
            return [_word(said) for said in _only_list(reply.json())]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as fault:
            raise CannotSee(_silent(self.partner, url, fault)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWitness:
    """A partner's ledger file, as the partners' SDK keeps it."""

    partner: str
    file: Path

    def in_force(self) -> Iterable[Word]:
        """The directives it holds."""
        return self._read(
            lambda kept: [
                _word(measure["holds"]) for measure in kept["measures"].values() if measure["holds"]
            ]
        )

    def applied(self) -> Iterable[Word]:
        """The directives it answered as done."""
        return self._read(
            lambda kept: [
                Word(UUID(answer["measure_id"]), UUID(directive), None)
                for directive, answer in kept["answers"].items()
                if answer["result"] in _EFFECTIVE
            ]
        )

    def effects(self) -> int | None:
        """Its own count of what took effect."""
        return self._read(lambda kept: int(kept["applied"]))

    def _read(self, what: Callable[[dict[str, Any]], Kept]) -> Kept:
        try:
            return what(_put_together(self.file.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            raise CannotSee(_silent(self.partner, str(self.file), fault)) from None


def _put_together(content: bytes) -> dict[str, Any]:
    """What a first line and the changes behind it say; a last one cut short says nothing."""
    lines = content.split(b"\n")
    kept: dict[str, Any] = json.loads(lines[0])
    for change in lines[1:-1]:
        for name, said in json.loads(change).items():
            if isinstance(said, dict):
                kept[name].update(said)
            else:
                kept[name] = said
    return kept


def _silent(partner: str, place: str, fault: Exception) -> str:
    return (
        f"{partner} does not say what it holds at {place}: {type(fault).__name__}. "
        "Start it, or leave it out of --partner."
    )


def _only_list(said: Any) -> list[Any]:
    if isinstance(said, list):
        return said
    (found,) = (value for value in said.values() if isinstance(value, list))
    return list(found)


def _word(said: Any) -> Word:
    return Word(UUID(said["measure_id"]), UUID(said["directive_id"]), int(said["sequence"]))
