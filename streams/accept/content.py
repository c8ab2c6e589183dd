"""
The content hash of a version: equal for equal content, and for nothing else (R1).

Content is every normalised field that differs from its default, so that a new version of a schema,
which can only add fields with defaults, leaves the hash of what is known as it was. Trace and place
(`event_id`, `version`, `action`, origin and source) are no content. Each value is written with its
name, type and length, so that no two contents share one text. The writer of each dataclass is
compiled from its fields, since this runs for every event.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Final, TypeAlias, get_args, get_origin, get_type_hints

from streams.kinds.event import Authority, Case, Event, Notice, PropertyObject, Related, Subject
from streams.kinds.table import KINDS

#: Adds the text of one record, whose attributes a type checker cannot see, part by part.
Writer: TypeAlias = Callable[[Any, Callable[[str], None]], None]

_NO_CONTENT: Final = frozenset(
    {"origin", "source", "event_id", "version", "action", "content_hash"}
)
RECORDS: Final = (
    *(Authority, Case, Event, Notice, PropertyObject, Related, Subject),
    *dict.fromkeys(each for kind in KINDS.values() for each in (kind.body, *kind.inside)),
)


def content_hash(event: Event) -> bytes:
    """The SHA-256 of an event's content, 32 bytes; its own field `content_hash` does not count."""
    parts: list[str] = []
    WRITERS[Event](event, parts.append)
    return sha256("".join(parts).encode()).digest()


def source_of(kind: type[Any]) -> str:
    """The function that writes a record: the fields in order of name, each unless it is default."""
    hints = get_type_hints(kind)
    lines = ["def write(record, add):", f"    add({f'({kind.__name__} '!r})"]
    for field in sorted(fields(kind), key=lambda field: field.name):
        if kind is not Event or field.name not in _NO_CONTENT:
            lines += [f"    v = record.{field.name}", f"    if {_differs(field)}:"]
            lines += [f"        {line}" for line in _lines(hints[field.name], f"{field.name}=")]
    return "\n".join([*lines, "    add(')')"])


def _differs(field: Field[Any]) -> str:
    if field.default is MISSING:
        return "True"
    if field.default is None:
        return "v is not None"
    if isinstance(field.default, Enum):
        return f"v != {str(field.default)!r}"
    assert not field.default, "a default that is neither nothing nor a symbol"
    return "v"


def _lines(hint: Any, name: str) -> Iterator[str]:
    """Add `v` of this type, with a name before it."""
    args = [arg for arg in get_args(hint) if arg not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        yield f"add(f'{name}l{{len(v)}}:')"
        yield "for v in v:"
        yield from (f"    {line}" for line in _lines(args[0], ""))
    elif isinstance(hint, UnionType) and len(args) == 1:
        yield from _lines(args[0], name)
    elif hint is object or is_dataclass(hint):  # the body of a kind is whatever the kind says
        yield from (f"add({name!r})", "WRITERS[type(v)](v, add)")
    elif isinstance(hint, type) and issubclass(hint, Enum):
        yield f"add(f'{name}e{{v}};')"
    else:
        yield f"add(f'{name}{_PLAIN[hint]}')"


_PLAIN: Final = {
    str: "s{len(v)}:{v}",
    bool: '{"t" if v else "f"}',
    int: "i{v};",
    date: "d{v.toordinal()};",
}


class _Writers(dict[type[Any], Writer]):
    """Each writer is compiled when it is asked for first."""

    def __missing__(self, kind: type[Any]) -> Writer:
        space: dict[str, Any] = {"WRITERS": self}
        exec(source_of(kind), space)  # noqa: S102  (the dataclasses of this stage are its only input)
        writer: Writer = space["write"]
        self[kind] = writer
        return writer


#: The writer of each dataclass an event is made of.
WRITERS: Final = _Writers()
