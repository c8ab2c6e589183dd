"""Why a measure is no longer due: what became of the grounds that held it up until now (R10)."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from streams.identify.pseudonym import record_key
from streams.pool.view import View
from streams.rule.editions import Rows
from streams.rule.measure import Ground, Judgement, MeasureKey, WhyNotDue

NO_ROW: Final = (
    f"{WhyNotDue.NO_BASIS.value}: the catalogue leads from its ground to this measure no more"
)
NAMES_NOBODY: Final = "no record names this subject as its ground any more"

_in_order = attrgetter("source", "record_no", "trigger", "code", "reason")


def reason_for(
    key: MeasureKey, grounds: tuple[Ground, ...], judgement: Judgement, view: View, rows: Rows
) -> str:
    """
    Why a measure is no longer due, in a sentence with its code.

    `grounds`: what held it up until now. Where another record speaks for the fact of one by now,
    what became of that one; never what keeps some other record from grounding the measure.
    """
    own = {*grounds, *_speaking(grounds, view)}
    for refusal in sorted(judgement.not_due, key=_in_order):
        ground = Ground(source=refusal.source, record_no=refusal.record_no, trigger=refusal.trigger)
        if (refusal.partner, refusal.measure) == (key.partner, key.measure) and ground in own:
            return f"{refusal.code.value}: {refusal.reason}"
    lead = any(
        (row.measure, row.editions[-1].partner) == (key.measure, key.partner)
        for ground in grounds
        for row in rows.of(ground.trigger)
    )
    return NAMES_NOBODY if lead or not grounds else NO_ROW


def _speaking(grounds: tuple[Ground, ...], view: View) -> Iterator[Ground]:
    """For each ground the record that speaks for its fact in a view."""
    for ground in grounds:
        record = view.records.get(record_key(ground.source, ground.record_no))
        fact = None if record is None else view.fact_of(record)
        if fact is not None:
            told_by = view.standing_of(fact).told_by
            yield Ground(source=told_by.source, record_no=told_by.record_no, trigger=ground.trigger)
