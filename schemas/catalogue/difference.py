"""In which rows two catalogues differ, field by field."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import to_json

#: As the files are named; `derived` stands in `codes.toml`, `working_years` by year, `brake` with
#: one row or none.
SECTIONS: Final = (
    "domains",
    "departments",
    "partners",
    "lists",
    "codes",
    "derived",
    "measures",
    "off",
    "items",
    "working_years",
    "brake",
)


class How(StrEnum):
    """How a row differs."""

    ADDED = "ADDED"  #: only the newer catalogue has it
    REMOVED = "REMOVED"  #: only the older one has it
    CHANGED = "CHANGED"  #: both have it, and not all of its fields are equal


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDiffers:
    """
    One row that differs; `row` is its id.

    Of a measure's edition that is measure, trigger and list version, of a derived clause its
    clause, first day and condition.

    `fields`: of a CHANGED row each unequal field, with its older and its newer value as JSON.
    """

    section: str
    row: str
    how: How
    fields: Mapping[str, tuple[object, object]]


def differing_rows(old: Catalogue, new: Catalogue) -> Iterator[RowDiffers]:
    """Every row that is not equal in both, section by section, in the order of their ids."""
    older, newer = _sections(old), _sections(new)
    for section in SECTIONS:
        before, after = older[section], newer[section]
        for row in sorted({*before, *after}):
            if row not in before:
                yield RowDiffers(section=section, row=row, how=How.ADDED, fields={})
            elif row not in after:
                yield RowDiffers(section=section, row=row, how=How.REMOVED, fields={})
            elif unequal := _unequal(before[row], after[row]):
                yield RowDiffers(section=section, row=row, how=How.CHANGED, fields=unequal)


_Row = Mapping[str, object]


def _sections(catalogue: Catalogue) -> Mapping[str, Mapping[str, _Row]]:
    whole = json.loads(to_json(catalogue))
    editions = {
        section: {
            f"{row['measure']} {row['trigger']} {row['list_version']}".rstrip(): row
            for row in whole[section]
        }
        for section in ("measures", "off")
    }
    codes = {f"{s}.{code}": row for s, rows in whole["codes"].items() for code, row in rows.items()}
    derived = {
        row.named: plain for row, plain in zip(catalogue.derived, whole["derived"], strict=True)
    }
    brake = {"brake": whole["brake"]} if "brake" in whole else {}
    by_name = {**editions, "codes": codes, "derived": derived, "brake": brake}
    return {name: by_name.get(name, whole.get(name, {})) for name in SECTIONS}


def _unequal(before: _Row, after: _Row) -> Mapping[str, tuple[object, object]]:
    names = sorted({*before, *after})
    return {
        name: (before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    }
