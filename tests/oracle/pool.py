"""Every fact as it is on a day, and what the pool's readers are told of it (R30)."""

from dataclasses import dataclass
from datetime import date

from oracle.attached import Attached, marked, repaired, withdrawn
from oracle.facts import Fact
from oracle.kinds.table import is_attachment, is_order, listed
from oracle.records import Record
from streams.kinds.event import Disclosure


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """
    What the pool's readers are told of a fact.

    `state` as the contract names it, or MARKED. `until`: the last day that the decision names.
    """

    kind: str
    state: str
    source: str
    provenances: int
    list_code: str
    colour: str
    disclosure: str
    until: date | None


def told(known: Pooled) -> ToldFact | None:
    """Return what the pool's readers are told of a fact, or None if it is kept silent (R30)."""
    if is_silent(known.ruling):
        return None
    content = known.ruling.content
    list_code, colour = listed(content)
    return ToldFact(
        kind=content.kind,
        state=state_of(known),
        source=known.ruling.source,
        provenances=len(known.fact.members),
        list_code=list_code,
        colour=colour,
        disclosure=content.disclosure.value,
        until=content.effective_until,
    )


def is_silent(speaker: Record) -> bool:
    """
    Nothing is told of what this record tells of (R30).

    A court's order, an entry of a watch list, what is restricted. Repairs and marks are told as
    what they do to a fact, never as facts.
    """
    content = speaker.content
    return (
        is_attachment(content)
        or is_order(content)
        or listed(content)[1] == "WATCH"
        or content.disclosure is Disclosure.RESTRICTED
    )


def state_of(known: Pooled) -> str:
    """Return how a fact stands, in one word."""
    if known.over:
        return "REVOKED" if known.ruling.revoked else "ENDED"
    if known.repaired:
        return "REPAIRED"
    return "MARKED" if known.marked else "STANDING"


def orders_in(pool: list[Pooled]) -> list[Record]:
    """Return every court's order."""
    return [known.ruling for known in pool if is_order(known.ruling.content)]
