"""A partner leaves its channel only when nothing is open with it (R17, ADR 0333)."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.catalogue.model import Catalogue, Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWith:
    """
    What is open with one partner, one number at least above zero.

    `measures`: in force there, by the last decision or by what it was told and answered.
    `directives`: not sent yet, or not finally answered.
    """

    measures: int
    directives: int


def leaving(loaded: Catalogue, new: Catalogue) -> frozenset[str]:
    """Partners that are told by a channel now, and would be told by another one or by none."""
    return frozenset(
        partner.id
        for partner in loaded.partners.values()
        if partner.channel is not Channel.CHECK
        and (partner.id not in new.partners or new.partners[partner.id].channel != partner.channel)
    )


def listed(found: Mapping[str, OpenWith]) -> str:
    """What is open with each of some partners, in words."""
    told = (
        f"partner {partner} holds {_counted(each.measures, 'measure')} and "
        f"{_counted(each.directives, 'directive')} {'is' if each.directives == 1 else 'are'} open"
        for partner, each in sorted(found.items())
    )
    return "; ".join(told)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
