"""
The shape of a record: where its texts, days and numbers are, taken from its Avro schema once.

With it, one walk over a decoded record checks every value the schema does not bound by itself:
length and characters of texts (E1106), days a calendar has (E1104), whole numbers within 32 bits
(E1502; an encoder that keeps to Avro writes no others).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from schemas.codec import Record
from schemas.fingerprint import Json, SchemaJson
from streams.accept.limits import limit_of
from streams.accept.text import clean
from streams.kinds.limit import Limit
from streams.kinds.problem import Problem

#: Day 0 of Avro as `date.fromordinal` counts.
EPOCH: Final = date(1970, 1, 1).toordinal()
#: A day before is a mistake of somebody's calendar arithmetic, not a decision or a birth.
EARLIEST_DAY: Final = date(1850, 1, 1).toordinal() - EPOCH
LATEST_DAY: Final = date.max.toordinal() - EPOCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Names of the fields of one record by what has to be checked in them."""

    texts: tuple[tuple[str, Limit], ...] = ()
    text_lists: tuple[tuple[str, Limit], ...] = ()
    days: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    records: tuple[tuple[str, "Shape"], ...] = ()
    record_lists: tuple[tuple[str, "Shape"], ...] = ()


def shape_of(schema: SchemaJson) -> Shape:
    """
    The shape of an event's schema.

    A type that no check here bounds (float, bytes, fixed, map, other logical types) is a ValueError
    at the start, so that it cannot slip in with a new version.
    """
    return _record(schema, {})


def sweep(record: Record, shape: Shape, at: str = "") -> Problem | None:
    """
    Check a record that was just decoded and put clean texts and dates in the place of raw values.

    After the call, if no problem is returned, every text is clean and every day a `date`.
    """
    # First, since a refusal repeats the version, and the database has 32 bits for it.
    for name in shape.numbers:
        number = record[name]
        if number is not None and not _in_32_bits(number):
            return Problem(code="E1502", field=at + name)
    for name, limit in shape.texts:
        if record[name]:
            text = clean(record[name], limit)
            if text is None:
                return Problem(code="E1106", field=at + name)
            record[name] = text
    for name in shape.days:
        day = record[name]
        if day is not None:
            if not EARLIEST_DAY <= day <= LATEST_DAY:
                return Problem(code="E1104" if _in_32_bits(day) else "E1502", field=at + name)
            record[name] = date.fromordinal(day + EPOCH)
    return _within(record, shape, at)


def _in_32_bits(number: int) -> bool:
    return -(2**31) <= number < 2**31


def _within(record: Record, shape: Shape, at: str) -> Problem | None:
    for name, inner in shape.records:
        value = record[name]
        if value is not None and (problem := sweep(value, inner, f"{at}{name}.")) is not None:
            return problem
    for name, inner in shape.record_lists:
        for place, value in enumerate(record[name]):
            if (problem := sweep(value, inner, f"{at}{name}[{place}].")) is not None:
                return problem
    for name, limit in shape.text_lists:
        texts = [clean(text, limit) for text in record[name]]
        if None in texts:
            return Problem(code="E1106", field=f"{at}{name}[{texts.index(None)}]")
        record[name] = texts
    return None


def _record(schema: SchemaJson, known: dict[str, Shape | None]) -> Shape:
    texts: list[tuple[str, Limit]] = []
    text_lists: list[tuple[str, Limit]] = []
    days: list[str] = []
    numbers: list[str] = []
    records: list[tuple[str, Shape]] = []
    record_lists: list[tuple[str, Shape]] = []
    owner = str(schema["name"])
    for field in fields_of(schema):
        name = str(field["name"])
        limit = limit_of(owner, name)
        match without_null(field["type"]):
            case "string":
                texts.append((name, limit))
            case {"type": "int", "logicalType": "date"}:
                days.append(name)
            case "int":
                numbers.append(name)
            case "long" | "boolean":
                pass
            case {"type": "array", "items": "string"}:
                text_lists.append((name, limit))
            case {"type": "array", "items": items}:
                record_lists += _named(name, items, known)
            case inner:
                records += _named(name, inner, known)
    return Shape(
        texts=tuple(texts),
        text_lists=tuple(text_lists),
        days=tuple(days),
        numbers=tuple(numbers),
        records=tuple(records),
        record_lists=tuple(record_lists),
    )


def _named(field: str, schema: Json, known: dict[str, Shape | None]) -> list[tuple[str, Shape]]:
    """The shape of a record, written out or named; nothing for an enum, which bounds itself."""
    if isinstance(schema, dict) and schema.get("type") in ("record", "enum"):
        name = f"{schema.get('namespace', '')}.{schema['name']}"
        known[name] = _record(schema, known) if schema["type"] == "record" else None
    elif isinstance(schema, str) and schema in known:
        name = schema
    else:
        raise ValueError(f"No check bounds the type of {field}: {schema!r}.")
    shape = known[name]
    return [] if shape is None else [(field, shape)]


def fields_of(schema: SchemaJson) -> list[SchemaJson]:
    """The fields of a record's schema."""
    fields = schema["fields"]
    assert isinstance(fields, list)
    return [field for field in fields if isinstance(field, dict)]


def without_null(schema: Json) -> Json:
    """The one type beside null in a union, or the type itself."""
    match schema:
        case ["null", only]:
            return only
        case list():
            raise ValueError(f"No check bounds the union {schema!r}.")
        case _:
            return schema
