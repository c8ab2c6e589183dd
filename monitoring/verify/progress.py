"""Telling how far a long recount is."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Each = TypeVar("Each")


class Tell(Protocol):
    """Hears now and then how far a step is; `total` None = not known."""

    def __call__(self, step: str, done: int, total: int | None) -> None: ...


def silent(step: str, done: int, total: int | None) -> None:
    """Tell nobody."""


def told(
    items: Iterable[Each], tell: Tell, step: str, total: int | None = None, every: int = 1000
) -> Iterator[Each]:
    """The same items, with word of how many there were every so often, and at the end of all."""
    done = 0
    for item in items:
        yield item
        done += 1
        if done % every == 0:
            tell(step, done, total)
    tell(step, done, done)
