"""
The agenda (日程): what comes due by itself, and on which day.

Whatever waits for a day stands in it once, by kind and key, so that a tick asks one question:
whose day has come.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from streams.line.changes import Changes

#: How long a message may wait for its original before its department and an officer are told (D8).
PARKED_TOO_LONG: Final = timedelta(days=30)


class AgendaKind(StrEnum):
    """What there is to do on a day."""

    SUBJECT = "SUBJECT"  #: judge the subject again
    RECORD = "RECORD"  #: tell of the record again: its fact then stands differently
    WAITING = "WAITING"  #: tell that the record has waited too long


def agenda_of(changes: Changes) -> Mapping[AgendaKind, Mapping[UUID, date | None]]:
    """
    What an entry changes in the agenda, by kind: each key's day from now on, None = none any more.

    `Days.judge_everyone` comes after it, and is the store's, which knows everybody.
    """
    days = changes.days
    over = dict.fromkeys((*days.no_longer_waiting, *days.expired))
    since = days.waiting.items()
    return {
        AgendaKind.SUBJECT: days.agenda,
        AgendaKind.RECORD: days.next_changes,
        AgendaKind.WAITING: {**{record: day + PARKED_TOO_LONG for record, day in since}, **over},
    }
