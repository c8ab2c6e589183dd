"""What recounting found: numbers, and every difference by name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from streams.wiring.failures import CannotRun

#: Differences of one check that are named; the others are counted.
NAMED: Final = 100

#: What each invariant says, in a few words.
TITLES: Final[Mapping[int, str]] = {
    1: "nothing lost",
    2: "once in effect",
    3: "no measure outlives its ground",
    4: "no measure without a basis",
    5: "the pool is told as it stands",
}


class CannotSee(CannotRun):
    """The evidence cannot be looked at; nothing is said about the invariants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """
    One thing that is not as it must be.

    `check`: a word for what was checked. `where`: offset, subject key, measure or directive.
    `what`: what is wrong there, without personal data.
    """

    check: str
    where: str
    what: str


@dataclass(slots=True, kw_only=True)
class Finding:
    """What was counted for one invariant, collected while it is recounted."""

    invariant: int
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sources: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    differences: list[Discrepancy] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def title(self) -> str:
        """What the invariant says."""
        return TITLES[self.invariant]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.found

    @property
    def unnamed(self) -> int:
        """Differences beyond the first hundred of their check."""
        return sum(self.found.values()) - len(self.differences)

    def count(self, what: str, number: int = 1) -> None:
        """Add to one of the numbers."""
        self.counts[what] += number

    def differ(self, check: str, where: str, what: str) -> None:
        """Note a difference."""
        self.found[check] += 1
        if self.found[check] <= NAMED:
            self.differences.append(Discrepancy(check=check, where=where, what=what))
