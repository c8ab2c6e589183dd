"""
The text by whose digest a repeat is known (R1).

It is stored data and can only be the line's: every normalised field that differs from its default,
by name, with type and length.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from monitoring.verify.recount.writing import prose, text
from schemas.codec import Record


class Symbol(str):
    """One of a field's fixed words."""

    __slots__ = ()


class TextPart(NamedTuple):
    """A record: fields that always stand in the text, and those that do unless they are blank."""

    kind: str
    always: "Fields"
    else_blank: "Fields"


Value: TypeAlias = str | int | date | TextPart | tuple["Value", ...] | None
Fields: TypeAlias = Mapping[str, Value]


def written(value: Value) -> str:
    """The text of a value."""
    match value:
        case TextPart():
            fields = dict(value.always)
            fields |= {field: v for field, v in value.else_blank.items() if not _blank(v)}
            return f"({value.kind} {''.join(f'{n}={written(fields[n])}' for n in sorted(fields))})"
        case tuple():
            return f"l{len(value)}:{''.join(written(one) for one in value)}"
        case Symbol():
            return f"e{value};"
        case str():
            return f"s{len(value)}:{value}"
        case bool():
            return "t" if value else "f"
        case date():
            return f"d{value.toordinal()};"
        case _:
            return f"i{value};"


def _blank(value: Value) -> bool:
    """Whether it is its field's default: no number is, since these have none."""
    return value is None or value is False or value in ("", ())


def texts(said: Record, *fields: str) -> dict[str, Value]:
    """Some fields that are lines of text."""
    return {field: text(said[field]) for field in fields}


def proses(said: Record, *fields: str) -> dict[str, Value]:
    """Some fields whose line breaks do not count."""
    return {field: prose(said[field]) for field in fields}


def listed(form: Callable[[str], str], said: Iterable[str]) -> tuple[Value, ...]:
    """A list, each of it in a form."""
    return tuple(map(form, said))


def unless(symbol: str, default: str) -> Symbol | None:
    """A fixed word, None where it is its field's default."""
    return None if symbol == default else Symbol(symbol)
