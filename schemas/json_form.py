"""
Records as plain JSON, for those who send or read them without an Avro library.

Fields have their Avro names. Where Avro says `null` or something, JSON has null or it.
Days are `2026-06-01`, points in time ISO 8601 with their offset, enums their symbols, amounts whole
numbers of fen. Fields with a default may be left out.
"""

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from schemas.codec import Record
from schemas.fingerprint import Json, SchemaJson
from schemas.manifest import published

_BOUNDS: Final = {"int": 2**31, "long": 2**63}
#: How fields are named here; what has digits may be somebody's identity number.
_FIELD: Final = re.compile(r"[A-Za-z_]{1,64}", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """
    One place where JSON does not fit the schema.

    `path` is a JSON pointer (RFC 6901) to it, `code` one of the hub's codes, `why` a clause.
    """

    path: str
    code: str
    why: str


def to_record(
    subject: str, value: object, *, of_any_version: bool = False
) -> Record | tuple[Misfit, ...]:
    """
    The record that JSON means, ready to be encoded, or every place where it does not fit.

    `subject` is a record of the manifest; an unknown one is a KeyError. Whether the record may be
    sent, and whether what it says is right, is not looked at here. `of_any_version`: it may be
    written in an older or a newer version, and is read as Avro reads it: fields and symbols not
    known here are left out, and every default stands in it.
    """
    schema, names = schema_of(subject)
    misfits: list[Misfit] = []
    record = _Reading(names, misfits, of_any_version).read(schema, value, "")
    if misfits:
        return tuple(misfits)
    assert isinstance(record, dict)
    return record


def to_json(value: object) -> Json:
    """The JSON of a decoded record, or of a value in one."""
    if value is None or isinstance(value, str):  # as most are
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): to_json(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(member) for member in value]
    assert isinstance(value, int | float)
    return value


@cache
def schema_of(subject: str) -> tuple[SchemaJson, Mapping[str, SchemaJson]]:
    """The newest schema of a subject and the named types in it; an unknown one is a KeyError."""
    manifest = published()
    schema = manifest.schema(manifest.newest(subject))
    return schema, dict(_named(schema))


def _named(schema: Json) -> Iterator[tuple[str, SchemaJson]]:
    """Every named type, since a second use of one is its name alone."""
    if isinstance(schema, dict):
        if schema.get("type") in ("record", "enum"):
            yield f"{schema.get('namespace', '')}.{schema['name']}".lstrip("."), schema
        for key, member in schema.items():
            if key != "default":
                yield from _named(member)
    elif isinstance(schema, list):
        for member in schema:
            yield from _named(member)


class _Reading:
    """One walk over a value; `misfits` collects what does not fit."""

    def __init__(
        self, names: Mapping[str, SchemaJson], misfits: list[Misfit], of_any_version: bool
    ) -> None:
        self._names = names
        self._misfits = misfits
        self._of_any_version = of_any_version

    def read(self, schema: Json, value: object, path: str) -> object:
        """The value as Avro takes it; anything at all once there is a misfit."""
        if isinstance(schema, list):  # null or one type (D6)
            if value is None:
                return None
            return self.read(next(member for member in schema if member != "null"), value, path)
        if isinstance(schema, dict):
            return self._by_type(schema, value, path)
        assert isinstance(schema, str)
        if schema in self._names:
            return self._by_type(self._names[schema], value, path)
        return self._plain(schema, value, path)

    def _by_type(self, schema: SchemaJson, value: object, path: str) -> object:
        kind = schema["type"]
        match kind:
            case "record":
                return self._record(schema, value, path)
            case "array":
                if not isinstance(value, list):
                    return self._wrong(path, "H1003", "must be a list")
                items = schema["items"]
                return [self.read(items, each, f"{path}/{i}") for i, each in enumerate(value)]
            case "enum":
                symbols = schema["symbols"]
                assert isinstance(symbols, list)
                if value not in symbols:
                    if self._of_any_version and isinstance(value, str) and "default" in schema:
                        return schema["default"]
                    # UNKNOWN is what a reader makes of a symbol of a later version.
                    allowed = ", ".join(str(one) for one in symbols if one != "UNKNOWN")
                    return self._wrong(path, "E1102", f"must be one of {allowed}")
                return value
        match schema.get("logicalType"):
            case "date":
                return self._day(value, path)
            case "timestamp-millis":
                return self._moment(value, path)
        return self.read(kind, value, path)

    def _record(self, schema: SchemaJson, value: object, path: str) -> object:
        if not isinstance(value, dict):
            return self._wrong(path, "H1003", "must be an object")
        fields = schema["fields"]
        assert isinstance(fields, list)
        record: dict[str, object] = {}
        known = set()
        for field in fields:
            assert isinstance(field, dict)
            name = str(field["name"])
            known.add(name)
            if name in value:
                record[name] = self.read(field["type"], value[name], f"{path}/{name}")
            elif "default" not in field:
                self._wrong(f"{path}/{name}", "E1101", "is missing")
            elif self._of_any_version:
                record[name] = field["default"]
        odd = () if self._of_any_version else unknown_names(path, value.keys() - known)
        for unknown, why in odd:
            self._wrong(unknown, "H1003", why)
        return record

    def _plain(self, kind: str, value: object, path: str) -> object:
        match kind:
            case "string":
                fits = isinstance(value, str)
            case "boolean":
                fits = isinstance(value, bool)
            case "int" | "long":
                fits = (
                    isinstance(value, int)
                    and not isinstance(value, bool)
                    and -_BOUNDS[kind] <= value < _BOUNDS[kind]
                )
            case _:
                raise ValueError(f"records of the hub have no {kind} (D6)")
        if not fits:
            wanted = {"string": "a text", "boolean": "true or false"}.get(kind, "a whole number")
            return self._wrong(path, "H1003", f"must be {wanted}")
        return value

    def _day(self, value: object, path: str) -> object:
        if isinstance(value, str) and _DAY.fullmatch(value):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(value)
        return self._wrong(path, "E1104", "must be a day such as 2026-06-01")

    def _moment(self, value: object, path: str) -> object:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            return self._wrong(path, "E1104", "must be a time such as 2026-06-01T09:30:00+08:00")
        return moment

    def _wrong(self, path: str, code: str, why: str) -> object:
        self._misfits.append(Misfit(path=path, code=code, why=why))
        return None


def unknown_names(path: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """
    Where names stand that no field has, and the clause about each.

    A name that cannot be a field's is not repeated, and stands for all such: the pointer is that of
    the object at `path` which has it.

    >>> list(unknown_names("/event", ["colour", "999999199001010016", "a/b"]))
    [('/event', 'has a name that is no field'), ('/event/colour', 'is no field of the schema')]
    """
    told = sorted(name for name in names if _FIELD.fullmatch(name))
    if len(told) < len(names):
        yield path, "has a name that is no field"
    for name in told:
        yield f"{path}/{name}", "is no field of the schema"
