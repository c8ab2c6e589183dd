"""Every fact as it is on a day."""

from dataclasses import dataclass
from datetime import date

from oracle.attached import Attached, marked, repaired, withdrawn
from oracle.facts import Fact
from oracle.kinds.table import is_order
from oracle.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A fact with all that is known of it on the day."""

    fact: Fact
    ruling: Record
    repaired: bool
    marked: bool
    over: bool


def pooled(all_facts: list[Fact], judged: list[Attached], day: date) -> list[Pooled]:
    """Return every fact as it is on the day: whose content rules, ended, repaired, marked."""
    gone = withdrawn(judged, day)
    found = []
    for fact in all_facts:
        ruling = fact.ruling(gone, day)
        found.append(
            Pooled(
                fact=fact,
                ruling=ruling,
                repaired=repaired(fact, judged, day),
                marked=marked(fact, judged, day),
                over=ruling.over(day) or (fact.decider is None and ruling.id in gone),
            )
        )
    return found


def orders_in(pool: list[Pooled]) -> list[Record]:
    """Return every court's order."""
    return [known.ruling for known in pool if is_order(known.ruling.content)]
