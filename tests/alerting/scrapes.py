"""What was scraped of `/metrics`, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from prometheus_client.parser import text_string_to_metric_families

#: A series is seen for so long after its last scrape, unless a newer scrape lacks it.
LOOK_BACK_S: Final = 300.0

Labels = frozenset[tuple[str, str]]
#: Labels without the name of the metric, and a value.
Vector = Mapping[Labels, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrape:
    """All series of one scrape, by name; without any when nobody answered. Times are Unix times."""

    at_s: float
    series: Mapping[str, Vector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value at a time."""

    at_s: float
    value: float


def read_scrape(text: str, at_s: float) -> Scrape:
    """What a scrape at a time shows, from its text."""
    series: dict[str, dict[Labels, float]] = {}
    for family in text_string_to_metric_families(text):
        for one in family.samples:
            series.setdefault(one.name, {})[frozenset(one.labels.items())] = one.value
    return Scrape(at_s=at_s, series=series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrapes:
    """Scrapes of one hub, the oldest first, as they are seen at a time."""

    scrapes: Sequence[Scrape]
    at_s: float

    def now(self, name: str) -> Vector:
        """The series of a name as the newest scrape shows them, if it is not too old."""
        newest = list(self._within(LOOK_BACK_S))[-1:]
        return newest[0].series.get(name, {}) if newest else {}

    def over(self, name: str, range_s: float) -> Mapping[Labels, Sequence[Point]]:
        """The points of each series of a name in the time up to now, the oldest first."""
        found: dict[Labels, list[Point]] = {}
        for scrape in self._within(range_s):
            for labels, value in scrape.series.get(name, {}).items():
                found.setdefault(labels, []).append(Point(at_s=scrape.at_s, value=value))
        return found

    def _within(self, range_s: float) -> Iterator[Scrape]:
        return (one for one in self.scrapes if self.at_s - range_s < one.at_s <= self.at_s)
