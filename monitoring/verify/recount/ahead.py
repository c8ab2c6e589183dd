"""Later days on which what is owed can differ, from whatever a message or a row dates (R7)."""

from collections.abc import Iterator
from datetime import date, timedelta

from monitoring.verify.recount.terms import last_day
from monitoring.verify.recount.triggers import triggers_of
from monitoring.verify.recount.version import Version
from monitoring.verify.recount.world import World

_ONE_DAY = timedelta(days=1)


def days_ahead(world: World, before: date | None) -> list[date]:
    """Each of them once and in order, after the world's day and before a day, None = all."""
    versions = [version for record in world.records for version in record.versions]
    if not any(triggers_of(world.catalogue, version) for version in versions):
        return []
    found = {day for version in versions for day in _days(world, version) if day is not None}
    return sorted(day for day in found if world.day < day < (before or date.max))


def _days(world: World, version: Version) -> Iterator[date | None]:
    yield from (version.begins, version.decided_on, version.on, _after(version.effective_until))
    for person in version.related:
        yield from (person.since, _after(person.until))
    triggers = triggers_of(world.catalogue, version)
    for row in {row.row for row in world.catalogue.measures if row.trigger in triggers}:
        for edition in world.editions.ever(row):
            yield from (edition.valid_from, _after(edition.valid_until))
            yield _after(last_day(version, edition))


def _after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + _ONE_DAY
