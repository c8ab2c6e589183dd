"""
The content hash of a version: equal for equal content, and for nothing else (R1).

Content is every normalised field that differs from its default, so that a new version of a schema,
which can only add fields with defaults, leaves the hash of what is known as it was. Trace and place
(`event_id`, `version`, `action`, origin and source) are no content. Each value is written with its
name, type and length, so that no two contents share one text.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import Any, Final, TypeAlias

from streams.accept.event import (
    Authority,
    Case,
    Disclosure,
    Event,
    Notice,
    PropertyObject,
    Related,
    Role,
    Subject,
    SubjectKind,
)
from streams.accept.kinds import (
    AdministrativePenalty,
    Document,
    EnforcementOrder,
    JudgmentDefault,
    ListColour,
    ListEntry,
    ObjectionMark,
    OrderType,
    RepairDecision,
    SpendingRestriction,
    Target,
)

#: Writes one value of its type, whose attributes a type checker cannot see.
Writer: TypeAlias = Callable[[Any, list[str]], None]

_NO_CONTENT: Final = frozenset(
    {"origin", "source", "event_id", "version", "action", "content_hash"}
)


def content_hash(event: Event) -> bytes:
    """The SHA-256 of an event's content, 32 bytes; its own field `content_hash` does not count."""
    parts: list[str] = []
    _EVENT(event, parts)
    return sha256("".join(parts).encode()).digest()


def _write_list(values: tuple[object, ...], parts: list[str]) -> None:
    parts.append(f"l{len(values)}:")
    for value in values:
        _WRITERS[type(value)](value, parts)


def _record_writer(kind: type[Any]) -> Writer:
    left_out = _NO_CONTENT if kind is Event else frozenset()
    kept = sorted((f for f in fields(kind) if f.name not in left_out), key=lambda f: f.name)
    names = tuple(field.name for field in kept)
    # A field without default has MISSING here, which equals no value, and so is always written.
    defaults = tuple(field.default for field in kept)
    values_of, opening = attrgetter(*names), f"({kind.__name__} "

    def write(record: object, parts: list[str]) -> None:
        parts.append(opening)
        for name, default, value in zip(names, defaults, values_of(record), strict=True):
            if value != default:
                parts.append(f"{name}=")
                _WRITERS[type(value)](value, parts)
        parts.append(")")

    return write


_EVENT: Final = _record_writer(Event)
_WRITERS: Final[dict[type[Any], Writer]] = {
    str: lambda text, parts: parts.append(f"s{len(text)}:{text}"),
    bool: lambda flag, parts: parts.append("t" if flag else "f"),
    int: lambda number, parts: parts.append(f"i{number};"),
    date: lambda day, parts: parts.append(f"d{day.toordinal()};"),
    type(None): lambda _, parts: parts.append("n"),
    tuple: _write_list,
    **{
        kind: lambda symbol, parts: parts.append(f"e{symbol};")
        for kind in (SubjectKind, Role, Disclosure, ListColour, OrderType)
    },
    **{
        kind: _record_writer(kind)
        for kind in (
            AdministrativePenalty,
            Authority,
            Case,
            Document,
            EnforcementOrder,
            JudgmentDefault,
            ListEntry,
            Notice,
            ObjectionMark,
            PropertyObject,
            Related,
            RepairDecision,
            SpendingRestriction,
            Subject,
            Target,
        )
    },
}
