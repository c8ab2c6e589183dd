"""What all editions that count for a decision make of it: each respect where it is mildest (R8)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from monitoring.verify.recount.editions import Span
from monitoring.verify.recount.mildness import Severity, severity
from monitoring.verify.recount.terms import last_day
from monitoring.verify.recount.version import Version
from schemas.catalogue.model import MeasureRow, OnObjection, OnRepair


class RowTerms(NamedTuple):
    """
    What holds for a decision by a row, for one role.

    `edition`: the ruling one, which gives all that is not named here; its effect is the mildest.
    `until`: the measure's last day, None = open. `lifts`: a repair takes the measure away.
    `suspends`: an open objection does. `rank`: where the terms of several roles end on one day,
    those with the lowest rank hold.
    """

    edition: MeasureRow
    until: date | None
    lifts: bool
    suspends: bool
    rank: tuple[Severity, date]


def terms_of(counting: Sequence[Span], decision: Version) -> RowTerms:
    """The terms by the editions that count for a decision, at least one, the earliest first."""
    ranks = [(severity(span.edition, usual=decision.usual), span.since) for span in counting]
    rank, ruling = min(zip(ranks, counting, strict=True), key=lambda pair: pair[0])
    editions = [span.edition for span in counting]
    days = [last_day(decision, edition) for edition in editions]
    return RowTerms(
        edition=ruling.edition,
        until=min((day for day in days if day is not None), default=None),
        lifts=any(edition.on_repair is OnRepair.LIFT for edition in editions),
        suspends=any(edition.on_objection is OnObjection.SUSPEND for edition in editions),
        rank=rank,
    )
