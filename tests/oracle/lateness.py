"""Who reported later than the seventh working day after the decision (E1204)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from oracle.kinds.table import to_be_published
from oracle.records import Record
from oracle.world import World

SHANGHAI = ZoneInfo("Asia/Shanghai")


def reported_late(world: World, record: Record, day: date) -> bool:
    """The seventh working day was over when the broker took the record's first message."""
    content = record.content
    if content.decided_on is None or not to_be_published(content):
        return False
    if content.authority.uscc not in world.department(record.source, day).decides_for:
        return False
    first = min(v.origin.appended_at for v in record.versions).astimezone(SHANGHAI).date()
    worked, today = 0, content.decided_on + timedelta(days=1)
    while today < first:
        worked += is_worked(world, today, day)
        today += timedelta(days=1)
    return worked >= 7


def is_worked(world: World, today: date, day: date) -> bool:
    """A working day of a year that the catalogue of `day` has."""
    year = world.catalogue(day).working_years.get(str(today.year))
    if year is None:
        return False
    return today in year.worked or (today.weekday() < 5 and today not in year.free)
