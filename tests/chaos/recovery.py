"""When a struck city works again: something newer than the stroke is seen to have been done."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
from support import plain_http

from chaos.city import City
from chaos.watching import DECIDED, PUSHED, RELAYED
from streams.operate.embedded.probes import broker_answers


def seconds(city: City, since: datetime, what: str, newest: Callable[[], datetime | None]) -> float:
    """From `since` until the first moment after it at which something was done."""
    return (city.first_after(since, what, newest) - since).total_seconds()


def decides(city: City, since: datetime) -> float:
    """An entry is decided."""
    return seconds(city, since, "an entry is decided", lambda: city.watch.moment(DECIDED))


def relays(city: City, since: datetime) -> float:
    """Receipts are sent."""
    return seconds(city, since, "receipts are sent", lambda: city.watch.moment(RELAYED))


def pushes(city: City, since: datetime) -> float:
    """A directive is pushed."""
    return seconds(city, since, "a directive is pushed", lambda: city.watch.moment(PUSHED))


def serves(city: City, since: datetime) -> float:
    """The API answers."""

    def answered() -> datetime | None:
        try:
            well = plain_http.get(f"{city.up.api}/healthz", timeout_s=2).is_success
        except httpx.TransportError:
            return None
        return datetime.now(UTC) if well else None

    return seconds(city, since, "the API answers", answered)


def takes_and_decides(city: City, since: datetime) -> float:
    """A message is acknowledged, and after that an entry is decided."""
    city.await_that("the broker answers", lambda: broker_answers(city.up.bootstrap))
    before = city.acknowledged()
    city.await_that("a message is acknowledged", lambda: city.acknowledged() > before)
    return afresh(decides)(city, since)


def goes_on(city: City, since: datetime) -> float:
    """An entry is decided and receipts are sent."""
    return max(decides(city, since), relays(city, since))


def goes_on_everywhere(city: City, since: datetime) -> float:
    """The same, and a directive is pushed."""
    return max(goes_on(city, since), pushes(city, since))


def afresh(works: Callable[[City, datetime], float]) -> Callable[[City, datetime], float]:
    """
    The time still runs from `since`, but what was done before now is no sign.

    A session of the database outlives its server by some milliseconds, and commits.
    """

    def newer(city: City, since: datetime) -> float:
        now = datetime.now(UTC)
        return (now - since).total_seconds() + works(city, now)

    return newer
