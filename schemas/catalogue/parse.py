"""TOML texts → rows of the model, or the holes of their form."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import IntEnum
from typing import Final, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from schemas.catalogue.editions import by_row
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import (
    Catalogue,
    CheckItem,
    Department,
    Effect,
    ListCode,
    MeasureRow,
    Partner,
    Rank,
)
from schemas.catalogue.serialise import digest

#: The files of a catalogue.
FILES: Final = ("departments.toml", "partners.toml", "lists.toml", "measures.toml", "items.toml")

#: Fields whose enum counts, so that rows compare; in the files they stand by name.
_BY_NAME: Final[Mapping[str, type[IntEnum]]] = {"rank": Rank, "effect": Effect}

_STRICT: Final = ConfigDict(extra="forbid", strict=True, defer_build=True)
_DEPARTMENTS: Final = TypeAdapter(list[Department], config=_STRICT)
_PARTNERS: Final = TypeAdapter(list[Partner], config=_STRICT)
_LISTS: Final = TypeAdapter(list[ListCode], config=_STRICT)
_MEASURES: Final = TypeAdapter(list[MeasureRow], config=_STRICT)
_ITEMS: Final = TypeAdapter(list[CheckItem], config=_STRICT)

_Row = TypeVar("_Row", Department, Partner, ListCode, CheckItem, MeasureRow)
_Table = dict[str, object]


def parse_catalogue(texts: Mapping[str, str]) -> Catalogue | tuple[Hole, ...]:
    """The catalogue the texts (by file name, all of `FILES`) say, or every hole of their form."""
    found: list[Hole] = []
    tables = {name: _toml(name, texts[name], found) for name in FILES}
    catalogue = Catalogue(
        version="",
        departments=_named(_DEPARTMENTS, "id", "departments.toml", tables, found),
        partners=_named(_PARTNERS, "id", "partners.toml", tables, found),
        lists=_named(_LISTS, "code", "lists.toml", tables, found),
        measures=_editions(tables["measures.toml"], found),
        items=_named(_ITEMS, "id", "items.toml", tables, found),
    )
    return tuple(found) or replace(catalogue, version=digest(catalogue))


def _toml(file: str, text: str, found: list[Hole]) -> _Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found.append(Hole(file=file, row="", reason=f"is not TOML: {error}"))
        return {}


def _named(
    shape: TypeAdapter[list[_Row]],
    key: str,
    file: str,
    tables: Mapping[str, _Table],
    found: list[Hole],
) -> dict[str, _Row]:
    """Rows whose table name is their id."""
    rows: dict[str, _Row] = {}
    for name, table in tables[file].items():
        if not isinstance(table, dict):
            found.append(Hole(file=file, row=name, reason="is not a table"))
        elif key in table:
            found.append(Hole(file=file, row=name, reason=f"{key}: the table's name says it"))
        elif (row := _row(shape, {**table, key: name}, file, name, found)) is not None:
            rows[name] = row
    return rows


def _editions(document: _Table, found: list[Hole]) -> tuple[MeasureRow, ...]:
    """Every [[row]] spread over its [[row.edition]]s; the order in the file does not matter."""
    file = "measures.toml"
    found += (
        Hole(file=file, row=key, reason="unknown key; rows stand under [[row]]")
        for key in document
        if key != "row"
    )
    rows: list[MeasureRow] = []
    tables = document.get("row", [])
    for place, table in enumerate(tables if isinstance(tables, list) else [tables], start=1):
        if not isinstance(table, dict):
            found.append(Hole(file=file, row=f"row {place}", reason="is not a table"))
            continue
        name = f"{table.get('measure', f'row {place}')} {table.get('trigger', '')}".rstrip()
        editions = table.get("edition")
        if not isinstance(editions, list) or not editions:
            found.append(Hole(file=file, row=name, reason="has no [[row.edition]]"))
            continue
        standing = {key: value for key, value in table.items() if key != "edition"}
        for edition in editions:
            if not isinstance(edition, dict):
                found.append(Hole(file=file, row=name, reason="an edition is not a table"))
                continue
            whole = {"valid_until": None, **standing, **edition}
            label = f"{name} {whole.get('list_version', '')}".rstrip()
            if (row := _row(_MEASURES, whole, file, label, found)) is not None:
                rows.append(row)
    return tuple(row for editions in by_row(rows).values() for row in editions)


def _row(
    shape: TypeAdapter[list[_Row]], table: _Table, file: str, name: str, found: list[Hole]
) -> _Row | None:
    for key, enum in _BY_NAME.items():
        if key in table:
            word = table[key]
            if not isinstance(word, str) or word not in enum.__members__:
                words = ", ".join(enum.__members__)
                found.append(Hole(file=file, row=name, reason=f"{key}: should be one of {words}"))
                return None
            table = {**table, key: int(enum[word])}
    try:
        # As JSON, since strict reading takes a list for a set and text for an enum only there.
        return shape.validate_json(json.dumps([table], default=_day))[0]
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            where = ".".join(str(step) for step in fault["loc"][1:])
            found.append(Hole(file=file, row=name, reason=f"{where}: {_sentence(fault['msg'])}"))
        return None


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _sentence(message: str) -> str:
    """Pydantic's words, without the vocabulary of function calls."""
    return {
        "Unexpected keyword argument": "unknown key",
        "Missing required argument": "missing",
    }.get(message, message[0].lower() + message[1:])
