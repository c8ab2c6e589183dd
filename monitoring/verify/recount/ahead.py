"""Later days on which what is owed can differ, from whatever a message or a row dates (R7)."""

from collections.abc import Iterator
from datetime import date, timedelta

from monitoring.verify.recount.telling import Telling
from monitoring.verify.recount.terms import last_day
from monitoring.verify.recount.world import World

_ONE_DAY = timedelta(days=1)


def days_ahead(world: World, before: date | None) -> list[date]:
    """Each of them once and in order, after the world's day and before a day, None = all."""
    tellings = [telling for record in world.records for telling in record.versions]
    if not any(telling.triggers for telling in tellings):
        return []
    found = {day for telling in tellings for day in _days(world, telling) if day is not None}
    return sorted(day for day in found if world.day < day < (before or date.max))


def _days(world: World, telling: Telling) -> Iterator[date | None]:
    yield from (telling.begins, telling.decided_on, telling.on, _after(telling.effective_until))
    for person in telling.related:
        yield from (person.since, _after(person.until))
    for row in {row.row for row in world.catalogue.measures if row.trigger in telling.triggers}:
        for edition in world.editions.ever(row):
            yield from (edition.valid_from, _after(edition.valid_until))
            yield _after(last_day(telling, edition))


def _after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + _ONE_DAY
