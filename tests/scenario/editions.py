"""Editions of rows as the cases write them, and loads of nothing but these."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import PRC_01_WAGE, catalogue
from scenario.hub import Hub
from scenario.message import Value
from schemas.catalogue.model import MeasureRow


def edition(
    name: str,
    since: str,
    till: str | None = None,
    *,
    of: MeasureRow = PRC_01_WAGE,
    **changes: Value,
) -> MeasureRow:
    """Return an edition of a row, the wage arrears' unless said; `till` is its last day."""
    last = None if till is None else day(till)
    return replace(of, list_version=name, valid_from=day(since), valid_until=last, **changes)


def load(hub: Hub, on_day: str, *rows: MeasureRow) -> None:
    """Load these rows, and no others, on a day."""
    hub.tick(day(on_day))
    hub.load_catalogue(catalogue(rows))


def codes(hub: Hub) -> set[str]:
    """Return under which codes measures did not follow."""
    return {refusal.code for refusal in hub.refusals()}


#: A year for wage arrears, as loaded first; and ended on 04-30.
A_YEAR = edition("1", "2020-01-01", term_months=12)
A_YEAR_ENDED = replace(A_YEAR, valid_until=day("04-30"))
