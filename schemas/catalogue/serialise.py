"""A catalogue as text: for its digest, and for the table that keeps the loaded one (R17)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum

from pydantic import BaseModel, ConfigDict

from schemas.catalogue.brake import NO_BRAKE, Brake
from schemas.catalogue.code import CodeSort, Derived, OpenCode
from schemas.catalogue.domain import Domain
from schemas.catalogue.model import (
    Catalogue,
    CheckItem,
    Department,
    MeasureRow,
    Partner,
    Past,
)
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.working_year import WorkingYear


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    version: str
    departments: dict[str, Department]
    partners: dict[str, Partner]
    lists: dict[str, ListCode]
    measures: tuple[MeasureRow, ...]
    items: dict[str, CheckItem]
    working_years: dict[str, WorkingYear] = {}
    #: Not there in what was stored before codes were checked.
    codes: dict[CodeSort, dict[str, OpenCode]] = {}
    #: Not there in what was stored before the plan's domains were rows.
    domains: dict[str, Domain] = {}
    #: Not there in what was stored before rows could be switched off.
    off: tuple[MeasureRow, ...] = ()
    #: Not there in what was stored before clauses were derived.
    derived: tuple[Derived, ...] = ()
    applies_from: tuple[tuple[str, str, date], ...]
    #: Not there in what was stored before loads were remembered.
    past: Past = Past()
    #: Not there where there is no brake.
    brake: Brake = NO_BRAKE


def to_json(catalogue: Catalogue) -> str:
    """The whole catalogue as JSON; equal catalogues give equal text on every machine."""
    dates = [[*row, day.isoformat()] for row, day in sorted(catalogue.applies_from.items())]
    return _text(_plain_rows(catalogue) | {"applies_from": dates, "past": _plain(catalogue.past)})


def from_json(text: str) -> Catalogue:
    """The catalogue `to_json` wrote; raises ValueError for any other text."""
    stored = _Stored.model_validate_json(text)
    return Catalogue(
        version=stored.version,
        departments=stored.departments,
        partners=stored.partners,
        lists=stored.lists,
        measures=stored.measures,
        items=stored.items,
        working_years=stored.working_years,
        codes=stored.codes,
        domains=stored.domains,
        off=stored.off,
        derived=stored.derived,
        applies_from={(measure, trigger): day for measure, trigger, day in stored.applies_from},
        past=stored.past,
        brake=stored.brake,
    )


def catalogue_version(catalogue: Catalogue) -> str:
    """SHA-256 (hex) over the rows alone, so that a load leaves the version as it is."""
    rows = _plain_rows(replace(catalogue, version="")) | {"applies_from": []}
    return hashlib.sha256(_text(rows).encode()).hexdigest()


def _plain_rows(catalogue: Catalogue) -> dict[str, object]:
    """Everything but what a load adds."""
    plain = _plain(replace(catalogue, applies_from={}))
    assert isinstance(plain, dict)
    del plain["past"]
    # A catalogue that says nothing of it has the version that it had before there was a brake.
    if catalogue.brake == NO_BRAKE:
        del plain["brake"]
    return plain


def _text(plain: Mapping[str, object]) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    """Only what JSON knows; sets sorted, since their own order differs from process to process."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(_plain(member)) for member in value)
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
