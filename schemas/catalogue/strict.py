"""One table of a file → one row of the model: no unknown key, no wrong type, nothing guessed."""

import json
from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from typing import Final, TypeVar
from unicodedata import category

from pydantic import ConfigDict, TypeAdapter, ValidationError

from schemas.catalogue.brake import Brake
from schemas.catalogue.code import Derived, OpenCode
from schemas.catalogue.domain import Domain
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import (
    CheckItem,
    Department,
    Effect,
    MeasureRow,
    Partner,
    Rank,
)
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.working_year import WorkingYear

_STRICT: Final = ConfigDict(extra="forbid", strict=True, defer_build=True)
DOMAINS: Final = TypeAdapter(list[Domain], config=_STRICT)
DEPARTMENTS: Final = TypeAdapter(list[Department], config=_STRICT)
PARTNERS: Final = TypeAdapter(list[Partner], config=_STRICT)
LISTS: Final = TypeAdapter(list[ListCode], config=_STRICT)
CODES: Final = TypeAdapter(list[OpenCode], config=_STRICT)
DERIVED: Final = TypeAdapter(list[Derived], config=_STRICT)
MEASURES: Final = TypeAdapter(list[MeasureRow], config=_STRICT)
ITEMS: Final = TypeAdapter(list[CheckItem], config=_STRICT)
WORKING_YEARS: Final = TypeAdapter(list[WorkingYear], config=_STRICT)
BRAKES: Final = TypeAdapter(list[Brake], config=_STRICT)

#: Fields whose enum counts, so that rows compare; in the files they stand by name.
_BY_NAME: Final[Mapping[str, type[IntEnum]]] = {"rank": Rank, "effect": Effect}

AnyRow = TypeVar(
    "AnyRow",
    Domain,
    Department,
    Partner,
    ListCode,
    OpenCode,
    Derived,
    CheckItem,
    MeasureRow,
    WorkingYear,
    Brake,
)
Table = dict[str, object]


def read_row(
    shape: TypeAdapter[list[AnyRow]], table: Table, file: str, name: str, found: list[Hole]
) -> AnyRow | None:
    """The row a table says; None and its holes in `found` where it has another form."""
    if where := _control_sign(table):
        found.append(Hole(file=file, row=name, reason=f"{where}: has a control sign; take it out"))
        return None
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
            sentence = _sentence(fault["type"], fault["msg"])
            found.append(Hole(file=file, row=name, reason=f"{where}: {sentence}"))
        return None


def _control_sign(value: object, where: str = "") -> str:
    """Where a text has a sign that no reader sees and PostgreSQL may not store; "" = nowhere."""
    if isinstance(value, str):
        return where if any(category(sign) == "Cc" for sign in value) else ""
    parts: dict[object, object] = {}
    if isinstance(value, dict):
        parts = value
    elif isinstance(value, list):
        parts = dict(enumerate(value))
    named = (_control_sign(part, f"{where}.{key}".lstrip(".")) for key, part in parts.items())
    return next((found for found in named if found), "")


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _sentence(kind: str, message: str) -> str:
    """Pydantic's words, but for the two faults a keeper makes most."""
    known = {"unexpected_keyword_argument": "unknown key", "missing": "missing"}
    return known.get(kind, message[0].lower() + message[1:])
