"""
Where a fault shows (invariant 8): for each kind the series of `/metrics` that must tell of it.

A sign is looked for in the scrapes from a stroke to the next one, or until fifteen seconds after
it has passed. It must not have been there in the scrape before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Final

from alerting.scrapes import Scrape

#: Whoever scrapes does so every fifteen seconds: a sign may come so long after a fault has passed.
AFTER_S: Final = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """
    A series that shows a fault. `above`: a gauge rises over it, and over what it was or has fallen
    to since; None: a counter rises.

    `labels` name a beginning of each value. `still`: the sum stands still for two scrapes.
    `silent`: nobody answers a scrape. `within_s`: how long after the stroke it may come.
    """

    series: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    above: float | None = None
    below: float | None = None
    still: bool = False
    silent: bool = False
    within_s: float = 0.0

    def __str__(self) -> str:
        """As an operator would ask for it."""
        if self.silent:
            return "no answer to a scrape"
        inside = ",".join(f'{name}=~"{value}.*"' for name, value in self.labels.items())
        asked = f"{self.series}{{{inside}}}" if inside else self.series
        if self.still:
            return f"{asked} stands still"
        if self.below is not None:
            return f"{asked} < {self.below:g}"
        return f"{asked} rises" if self.above is None else f"{asked} > {self.above:g}"

    def shows(self, before: Scrape, during: Sequence[Scrape]) -> bool:
        """Whether the scrapes since a stroke have it, and the one before had not."""
        if self.silent:
            return any(not scrape.series for scrape in during)
        was = self._total(before)
        found = [value for value in map(self._total, during) if value is not None]
        if self.still:
            return any(one == other for one, other in pairwise(found))
        if self.below is not None:
            return any(value < self.below for value in found)
        if self.above is not None:
            # What an earlier fault has left high must have fallen before it can rise again.
            lowest = accumulate([was or 0.0, *found], min)
            return any(v > max(low, self.above) for low, v in zip(lowest, found, strict=False))
        # A counter that is lower than it was began anew, and counts from nothing.
        pairs = pairwise([was or 0.0, *found])
        return any(later > earlier or 0 < later < earlier for earlier, later in pairs)

    def _total(self, scrape: Scrape) -> float | None:
        if not scrape.series:
            return None
        if self.series not in scrape.series:
            return None
        return sum(
            value for labels, value in scrape.series[self.series].items() if self._of(labels)
        )

    def _of(self, labels: frozenset[tuple[str, str]]) -> bool:
        given = dict(labels)
        return all(given.get(name, "").startswith(value) for name, value in self.labels.items())


def _restarted(process: str) -> Sign:
    return Sign(series="hub_restarts_total", labels={"process": process})


_HEARTBEAT: Final = Sign(series="hub_heartbeat_age_seconds", above=4.0)
_NOTHING_DECIDED: Final = Sign(series="hub_position", still=True)
_RETRIED: Final = Sign(series="hub_send_attempts_total", labels={"result": "retry"})
_UNANSWERED: Final = Sign(series="hub_unanswered_oldest_seconds", above=1.0)
_UNSENT: Final = Sign(series="hub_unsent_oldest_seconds", above=1.0)
#: A missed answer shows when its time is over: in the run after twenty seconds.
LATEST_S: Final = 60.0
_SENT_AGAIN: Final = Sign(
    series="hub_send_attempts_total", labels={"result": "again"}, within_s=LATEST_S
)
_NO_DATABASE: Final = Sign(series="hub_database_up", below=1)

SIGNS: Final[Mapping[str, Sequence[Sign]]] = {
    "worker killed": (_restarted("worker"),),
    "worker stopped": (_HEARTBEAT, _restarted("worker")),
    "relay killed": (_restarted("relay"),),
    "relay stopped": (Sign(series="hub_unrelayed_pages", above=5), _UNSENT),
    "push killed": (_restarted("push"),),
    "push stopped": (_UNSENT,),
    "API killed": (_restarted("api"), Sign(silent=True)),
    "API stopped": (Sign(silent=True),),
    "broker killed": (_restarted("broker"),),
    "broker stopped": (_NOTHING_DECIDED, Sign(series="hub_broker_up", below=1)),
    "broker cut": (_NOTHING_DECIDED, Sign(series="hub_broker_up", below=1)),
    "broker disk full": (_restarted("broker"), Sign(series="hub_broker_up", below=1)),
    "database killed": (_restarted("database"), _NO_DATABASE),
    "database disk full": (
        _NOTHING_DECIDED,
        _restarted("worker"),
        _restarted("database"),
        _NO_DATABASE,
    ),
    "database cut": (_restarted("worker"), _NO_DATABASE),
    "database stalled": (_NO_DATABASE, _HEARTBEAT, Sign(silent=True)),
    "database silent": (_restarted("worker"), _NO_DATABASE),
    "database lost": (_restarted("worker"), _NO_DATABASE),
    "sessions cut": (_restarted("worker"),),
    "two relays": (_restarted("relay"),),
    "partner down": (_RETRIED, _UNANSWERED),
    "partner slow": (_UNSENT, _UNANSWERED),
    "partner forgets": (_SENT_AGAIN, Sign(series="hub_answer_misses", within_s=LATEST_S)),
    "partner cuts": (_RETRIED,),
    "partner killed": (_RETRIED, _UNANSWERED),
    "log truncated": (_restarted("worker"), _HEARTBEAT),
    "topic made anew": (_restarted("worker"), _HEARTBEAT),
}


def shown(
    kind: str, partner: str, begun_s: float, until_s: float, scrapes: Sequence[Scrape]
) -> Iterator[str]:
    """
    The signs that show a stroke that began and was over at these Unix times.

    `partner`: whose series are looked at, "" = all.
    """
    earlier = [scrape for scrape in scrapes if scrape.at_s < begun_s and scrape.series]
    before = earlier[-1] if earlier else Scrape(at_s=begun_s, series={})
    for sign in SIGNS[kind]:
        until = max(until_s + AFTER_S, begun_s + sign.within_s)
        during = [scrape for scrape in scrapes if begun_s <= scrape.at_s <= until]
        if _about(sign, partner).shows(before, during):
            yield str(sign)


def _about(sign: Sign, partner: str) -> Sign:
    if not partner:
        return sign
    return Sign(
        series=sign.series,
        labels={**sign.labels, "partner": partner},
        above=sign.above,
        within_s=sign.within_s,
    )
