"""The catalogue's row behind a measure: its name, its source, and how one gets off."""

from schemas.catalogue.model import Catalogue, MeasureRow


def edition_of(catalogue: Catalogue, measure: str, list_version: str) -> MeasureRow | None:
    """The row of a measure's edition, or its newest if that edition is gone."""
    rows = [row for row in catalogue.measures if row.measure == measure]
    exact = [row for row in rows if row.list_version == list_version]
    return max(exact or rows, key=lambda row: row.valid_from, default=None)
