"""Calls to the world, counted by their names; one of them fails."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

_counting = threading.Lock()


class When(StrEnum):
    """Whether the call that fails took effect, which its caller cannot know."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    The `nth` call of this name fails, counted from 1.

    Partners are told side by side, so that a number among all calls would not always be the same
    call.
    """

    name: str
    nth: int
    when: When

    def __str__(self) -> str:
        return f"{self.name}, number {self.nth}, {self.when} taking effect"


@dataclass(slots=True, kw_only=True)
class Calls:
    """The names of the calls of one play, in their order; at most one call fails."""

    fault: Fault | None = None
    made: list[str] = field(default_factory=list)
    failed: bool = False

    def next(self, name: str) -> When | None:
        """Count a call that is about to be made; when it is to fail, None if it is not."""
        with _counting:
            self.made.append(name)
            fault = self.fault
            if fault is None or self.failed or name != fault.name:
                return None
            if self.made.count(name) < fault.nth:
                return None
            self.failed = True
            return fault.when

    def numbered(self) -> Iterator[tuple[str, int]]:
        """Each call as its name and its number among those of the name."""
        seen: Counter[str] = Counter()
        for name in self.made:
            seen[name] += 1
            yield name, seen[name]
