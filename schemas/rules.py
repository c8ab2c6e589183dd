"""
What a schema of the hub may contain: the registry rules, each with a name.

They keep decoding safe (no recursion, no items without bytes), the database exact (money is a long
in fen) and evolution possible (enums fall back, optional means null first).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from avro.schema import (
    ArraySchema,
    EnumSchema,
    Field,
    FixedSchema,
    NamedSchema,
    RecordSchema,
    Schema,
    UnionSchema,
)

MAX_DEPTH = 16

_AMOUNT = re.compile(r"(^|_)(amount|fine|fee|price|money|sum|confiscated)(_|$)")
_NUMBERS = frozenset({"int", "long", "float", "double", "bytes", "fixed"})
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_UNITS = {"date": "days since 1970-01-01", "timestamp-millis": "milliseconds since 1970-01-01"}


class SchemaRule(StrEnum):
    """The rules; the value is the sentence a reader gets."""

    RECURSION = "a type may not contain itself"
    DEPTH = f"types may be nested {MAX_DEPTH} deep at most"
    UNION = "a union is null and one other type, null first"
    AMOUNT = "an amount of money is a long in fen, and its name ends in _fen"
    ITEMS = "items of an array must take at least one byte"
    ENUM = "an enum has a default symbol"
    DOC = (
        "every field and every named type has a doc; a field's names the Chinese term and the unit"
    )
    TYPE = "map, float, double, bytes and fixed are not allowed here"
    DEFAULT = "an optional field defaults to null, an array to []"
    LOGICAL = "the only logical types are date (int) and timestamp-millis (long)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule broken by one field; `field` is a path such as ``related[].subject.name``."""

    field: str
    rule: SchemaRule


def violations(schema: Schema, allowed: frozenset[str] = frozenset()) -> tuple[Violation, ...]:
    """Every rule the schema breaks; `allowed` are paths where the TYPE rule does not hold."""
    return tuple(_type(schema, "", (), allowed))


def _type(
    schema: Schema, path: str, around: tuple[Schema, ...], allowed: frozenset[str]
) -> Iterator[Violation]:
    if any(schema is outer for outer in around):
        yield Violation(field=path, rule=SchemaRule.RECURSION)
        return
    if len(around) >= MAX_DEPTH:
        yield Violation(field=path, rule=SchemaRule.DEPTH)
        return
    inside = (*around, schema)
    if isinstance(schema, NamedSchema) and not str(schema.get_prop("doc") or "").strip():
        yield Violation(field=path, rule=SchemaRule.DOC)
    if not _logical_type_known(schema):
        yield Violation(field=path, rule=SchemaRule.LOGICAL)
    if _forbidden(schema) and path not in allowed:
        yield Violation(field=path, rule=SchemaRule.TYPE)
    elif isinstance(schema, RecordSchema):
        for field in schema.fields:
            yield from _field(field, f"{path}.{field.name}".lstrip("."), inside, allowed)
    elif isinstance(schema, ArraySchema):
        if _takes_no_byte(schema.items, inside):
            yield Violation(field=path, rule=SchemaRule.ITEMS)
        yield from _type(schema.items, f"{path}[]", inside, allowed)
    elif isinstance(schema, UnionSchema):
        if not _optional(schema):
            yield Violation(field=path, rule=SchemaRule.UNION)
        for branch in schema.schemas:
            yield from _type(branch, path, inside, allowed)
    elif isinstance(schema, EnumSchema) and schema.get_prop("default") not in schema.symbols:
        yield Violation(field=path, rule=SchemaRule.ENUM)


def _field(
    field: Field, path: str, around: tuple[Schema, ...], allowed: frozenset[str]
) -> Iterator[Violation]:
    inner = field.type.schemas[-1] if isinstance(field.type, UnionSchema) else field.type
    if not _money_is_fen(field.name, inner.type):
        yield Violation(field=path, rule=SchemaRule.AMOUNT)
    if not _explained(field, inner):
        yield Violation(field=path, rule=SchemaRule.DOC)
    if isinstance(field.type, UnionSchema) and not (field.has_default and field.default is None):
        yield Violation(field=path, rule=SchemaRule.DEFAULT)
    if isinstance(field.type, ArraySchema) and not (field.has_default and field.default == []):
        yield Violation(field=path, rule=SchemaRule.DEFAULT)
    yield from _type(field.type, path, around, allowed)


def _money_is_fen(name: str, kind: str) -> bool:
    if name.endswith("_fen"):
        return kind == "long"
    return kind not in _NUMBERS or not _AMOUNT.search(name)


def _explained(field: Field, inner: Schema) -> bool:
    doc = str(field.doc or "")
    unit = "fen" if field.name.endswith("_fen") else _UNITS.get(_logical_type(inner), "")
    return bool(_CHINESE.search(doc)) and unit in doc


def _optional(union: UnionSchema) -> bool:
    kinds = [branch.type for branch in union.schemas]
    return len(kinds) == 2 and kinds[0] == "null" and kinds[1] != "null"


def _forbidden(schema: Schema) -> bool:
    return schema.type in {"map", "float", "double", "bytes", "fixed"}


def _logical_type(schema: Schema) -> str:
    return str(schema.get_prop("logicalType") or "")


def _logical_type_known(schema: Schema) -> bool:
    kind = _logical_type(schema)
    return kind == "" or (kind, schema.type) in {("date", "int"), ("timestamp-millis", "long")}


def _takes_no_byte(schema: Schema, around: tuple[Schema, ...]) -> bool:
    if isinstance(schema, RecordSchema):
        if any(schema is outer for outer in around):
            return False
        return all(_takes_no_byte(one.type, (*around, schema)) for one in schema.fields)
    if isinstance(schema, FixedSchema):
        return bool(schema.size == 0)
    return bool(schema.type == "null")
