"""The catalogue's row behind a measure: its name, its source, and how one gets off."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.catalogue.model import Catalogue, MeasureRow
from streams.rule.measure import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOff:
    """How one gets off a measure; a line for each sort of ground that holds it up."""

    remedy: str = ""
    contact: str = ""
    lift_condition: str = ""


def edition_behind(catalogue: Catalogue, measure: str, terms: Terms) -> MeasureRow | None:
    """The edition that gave a measure its terms, or what is nearest to it if that is gone."""
    triggers = {ground.trigger for ground in terms.grounds}

    def nearness(row: MeasureRow) -> tuple[object, ...]:
        said = (row.list_version == terms.list_version, row.legal_basis == terms.legal_basis)
        return (row.trigger in triggers, *said, row.valid_from)

    known = (*catalogue.measures, *catalogue.past.editions)
    rows = (row for row in known if row.measure == measure)
    return max(rows, key=nearness, default=None)


def newest_edition(catalogue: Catalogue, measure: str, trigger: str) -> MeasureRow | None:
    """The newest edition of a row."""
    rows = (row for row in catalogue.measures if row.row == (measure, trigger))
    return max(rows, key=lambda row: row.valid_from, default=None)


def way_off(catalogue: Catalogue, measure: str, terms: Terms) -> WayOff:
    """Each ground has to go, so the way off each is told: that of the ground that rules first."""
    ruling = edition_behind(catalogue, measure, terms)
    if ruling is None:
        return WayOff()
    others = sorted({ground.trigger for ground in terms.grounds} - {ruling.trigger})
    newest = [newest_edition(catalogue, measure, trigger) for trigger in others]
    rows = [ruling, *(row for row in newest if row is not None)]
    return WayOff(
        remedy=_lines(row.remedy for row in rows),
        contact=_lines(row.contact for row in rows),
        lift_condition=_lines(row.lift_condition for row in rows),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))
