"""
Judge one subject on one day: a pure function of its facts, the catalogue and the day (R7).

Measures are derived, not remembered: repair, expiry, correction and a new list edition are all
this same step again.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from streams.kinds.event import Subject
from streams.pool.standing import Standing
from streams.rule.due import Findings, Grounding, find_due
from streams.rule.editions import Rows
from streams.rule.measure import Judgement, Terms
from streams.rule.orders import OrderFamily
from streams.rule.orders_due import Lifted, judge_family


def judge(
    subject: UUID,
    standings: Iterable[Standing],
    families: Iterable[OrderFamily],
    rows: Rows,
    day: date,
    born: date | None,
) -> Judgement:
    """
    What must be in force for `subject` on `day`, what courts lifted, and when to look again.

    `born`: the youngest birth date known for the subject, for facts that give none (R9).
    """
    findings = Findings(day=day, born=born)
    find_due(subject, standings, rows, findings)
    lifted: Lifted = {}
    for family in families:
        for key, causes in judge_family(subject, family, rows, findings).items():
            lifted[key] = lifted.get(key, ()) + causes
    ruling = {key: strongest(grounds) for key, grounds in findings.grounds.items()}
    return Judgement(
        due={key: terms for key, (terms, _) in ruling.items()},
        namings={key: naming for key, (_, naming) in ruling.items()} | findings.namings,
        continued_by=findings.continued_by,
        lifted_by_order=lifted,
        not_due=tuple(findings.not_due),
        judge_again_on=min(findings.again_on, default=None),
    )


def strongest(grounds: Iterable[Grounding]) -> tuple[Terms, Subject]:
    """
    A measure's terms come from its longest-lasting ground, ties by source and number (R10).

    Of one record the mildest effect comes first, then the trigger.

    All grounds are named in `grounds`, in that order of source and number.
    """

    def precedence(grounding: Grounding) -> tuple[int, str, str, int, str]:
        terms, ground = grounding.terms, grounding.ground
        last = (terms.valid_until or date.max).toordinal()
        return (-last, ground.source, ground.record_no, terms.effect, ground.trigger)

    ordered = sorted(grounds, key=precedence)
    named = tuple(sorted({grounding.ground for grounding in ordered}))
    first = ordered[0]
    return replace(first.terms, grounds=named, source=first.ground.source), first.naming
