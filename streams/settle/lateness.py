"""
逾期报送: whether a decision was reported later than its department had to (E1204).

Administrative penalties and entries of red and black lists are to be reported within seven working
days of the decision (plan 三（二）3; 国办发〔2015〕51号 and 发改财金〔2018〕424号), by whoever
decides. A late record is let in all the same: its receipt says so, for whoever counts how many are
on time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from schemas.catalogue.model import Catalogue
from streams.accept.dates import day_of
from streams.kinds.table import KINDS
from streams.merge.facts import decides
from streams.merge.record import Record

WITHIN_WORKING_DAYS: Final = 7
#: In fewer days, whatever the zone, seven working days cannot have gone by; as nearly always.
_AT_ONCE: Final = timedelta(days=WITHIN_WORKING_DAYS)


def reported_late(record: Record, catalogue: Catalogue, working_days: Sequence[date]) -> bool:
    """
    Whether the first message of a standing record came after the seventh working day.

    `working_days`: those of the catalogue, in order. A day of a year that the catalogue does not
    have counts as none: nobody is called late by a calendar that nobody has loaded.
    """
    event = record.event
    if event.decided_on is None or not KINDS[event.kind].reported_in_time(event.body):
        return False
    first = min(version.event.origin.appended_at for version in record.versions)
    if first.date() - event.decided_on < _AT_ONCE or not decides(catalogue, record):
        return False
    # Working days between the two, neither of them counted.
    before = bisect_left(working_days, day_of(first))
    return before - bisect_right(working_days, event.decided_on) >= WITHIN_WORKING_DAYS
