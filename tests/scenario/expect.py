"""Short words for what a case expects."""

from collections.abc import Mapping
from datetime import date

from oracle.identity import identity

from scenario.hub import Held, Hub
from streams.kinds.event import Subject
from streams.kinds.list_entry import ListEntry
from streams.rule.measure import Terms


def who(subject: Subject, authority_uscc: str = "") -> str:
    """Return how a subject is named in answers."""
    return str(identity(subject, authority_uscc))


def on(subject: Subject, measure: str, instance: str = "") -> Held:
    """Return a measure of the cases' catalogue on a subject."""
    partner = {"PRC": "procurement", "BNK": "bank", "LND": "land"}[measure[:3]]
    return Held(partner, who(subject), measure, instance)


def wage_measures(subject: Subject) -> set[Held]:
    """Return what an entry in the wage-arrears list grounds."""
    return {on(subject, "PRC-01"), on(subject, "BNK-07")}


def in_force(hub: Hub) -> set[Held]:
    """Return which measures are in force."""
    return set(hub.in_force())


def until(hub: Hub, held: Held) -> date | None:
    """Return the last day of a measure in force."""
    return terms(hub, held).valid_until


def terms(hub: Hub, held: Held) -> Terms:
    """Return what a measure in force says."""
    known: Mapping[Held, Terms] = hub.in_force()
    return known[held]


def cause(body: object) -> str:
    """Return the cause of a list entry."""
    assert isinstance(body, ListEntry)
    return body.cause
