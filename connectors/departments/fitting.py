"""
Whether a record fits its schema, and if not, which field and why.

The codec would say so too, but with the value in its message and without the place in a list.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from schemas.fingerprint import Json, SchemaJson
from schemas.json_form import schema_of

#: The field's path and what is wrong there.
Misfit = tuple[str, str]

_BOUNDS: Final[Mapping[str, int]] = {"int": 1 << 31, "long": 1 << 63}


def misfit(subject: str, record: Mapping[str, object]) -> Misfit | None:
    """
    The first field of a record that its schema does not take, and why; None when it fits.

    `subject` is the full name of the record, a KeyError when no schema has it. The field is a path
    such as ``related[0].subject.kind``. Values are never repeated.
    """
    schema, named = schema_of(subject)
    return _record(schema, record, "", named)


def _record(
    schema: SchemaJson, value: object, at: str, named: Mapping[str, SchemaJson]
) -> Misfit | None:
    if not isinstance(value, Mapping):
        return at, "must be a record"
    left = {str(name) for name in value}
    fields = schema["fields"]
    assert isinstance(fields, list)
    for one in fields:
        assert isinstance(one, dict)
        name = str(one["name"])
        path = f"{at}.{name}" if at else name
        if name in value:
            left.discard(name)
            wrong = _value(one["type"], value[name], path, named)
            if wrong:
                return wrong
        elif "default" not in one:
            return path, "is missing"
    if left:
        return f"{at}.{min(left)}" if at else min(left), "is no field of this record"
    return None


def _value(schema: Json, value: object, at: str, named: Mapping[str, SchemaJson]) -> Misfit | None:
    if isinstance(schema, list):
        (kept,) = (option for option in schema if option != "null")
        return None if value is None else _value(kept, value, at, named)
    if isinstance(schema, str):
        return (
            _value(named[schema], value, at, named)
            if schema in named
            else _plain(schema, value, at)
        )
    assert isinstance(schema, dict)
    if "logicalType" in schema:
        return _moment(schema["logicalType"], value, at)
    match schema["type"]:
        case "record":
            return _record(schema, value, at, named)
        case "enum":
            symbols = schema["symbols"]
            assert isinstance(symbols, list)
            return (
                None if value in symbols else (at, f"must be one of {', '.join(map(str, symbols))}")
            )
        case "array":
            return _array(schema["items"], value, at, named)
        case kind:
            return _plain(kind, value, at)


def _array(items: Json, value: object, at: str, named: Mapping[str, SchemaJson]) -> Misfit | None:
    if not isinstance(value, list | tuple):
        return at, "must be a list"
    wrong = (_value(items, item, f"{at}[{place}]", named) for place, item in enumerate(value))
    return next(filter(None, wrong), None)


def _moment(logical: Json, value: object, at: str) -> Misfit | None:
    if logical == "date":
        fits = isinstance(value, date) and not isinstance(value, datetime)
        return None if fits else (at, "must be a date")
    fits = isinstance(value, datetime) and value.tzinfo is not None
    return None if fits else (at, "must be a datetime with its time zone")


def _plain(kind: Json, value: object, at: str) -> Misfit | None:
    match kind:
        case "int" | "long":
            if isinstance(value, bool) or not isinstance(value, int):
                return at, "must be a whole number"
            bound = _BOUNDS[kind]
            return None if -bound <= value < bound else (at, "is out of range")
        case "boolean":
            return None if isinstance(value, bool) else (at, "must be true or false")
        case "string":
            if not isinstance(value, str):
                return at, "must be a text"
            whole = value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)
            return None if whole else (at, "has half a character (a lone surrogate)")
        case _:
            raise NotImplementedError(f"no contract uses {kind}")
