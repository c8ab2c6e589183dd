"""Partners as witnesses: what each says it holds, and what it applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

import httpx

from streams.wiring.verify.finding import CannotSee

_ANSWER_WITHIN_S: Final = 15.0


class Word(NamedTuple):
    """A directive a partner speaks of; `sequence` is that of its stream."""

    measure_id: UUID
    directive_id: UUID
    sequence: int


class PartnerWitness(Protocol):
    """One partner who can be asked. Both raise `CannotSee` when it does not answer."""

    @property
    def partner(self) -> str:
        """Its id in the catalogue."""

    def in_force(self) -> Iterable[Word]:
        """What it holds now: the directive whose content it goes by, per measure."""

    def applied(self) -> Iterable[Word]:
        """Every directive that had an effect there, in the order of the effects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpWitness:
    """
    A partner that answers `GET <address>/in-force` and `GET <address>/applied`.

    Each gives a JSON list, or an object whose one list it is, of objects with `measure_id`,
    `directive_id` and `sequence`.
    """

    partner: str
    address: str

    def in_force(self) -> Iterable[Word]:
        """What it holds now."""
        return self._ask("in-force")

    def applied(self) -> Iterable[Word]:
        """Every directive that had an effect."""
        return self._ask("applied")

    def _ask(self, what: str) -> list[Word]:
        url = f"{self.address.rstrip('/')}/{what}"
        try:
            reply = httpx.get(url, timeout=_ANSWER_WITHIN_S, follow_redirects=False)
            reply.raise_for_status()
            return [_word(said) for said in _only_list(reply.json())]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as fault:
            raise CannotSee(
                f"{self.partner} does not say what it holds at {url}: {type(fault).__name__}. "
                "Start it, or leave it out of --partner."
            ) from None


def _only_list(said: Any) -> list[Any]:
    if isinstance(said, list):
        return said
    (found,) = (value for value in said.values() if isinstance(value, list))
    return list(found)


def _word(said: Any) -> Word:
    return Word(UUID(said["measure_id"]), UUID(said["directive_id"]), int(said["sequence"]))
