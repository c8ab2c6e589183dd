"""The steps of a play as JSON, so that one that failed can be kept and played again."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from scenario.message import Message

#: A step's name, which is that of a method of `Play`, and what it was given.
Step: TypeAlias = tuple[str, tuple[Message | str | int, ...]]

KEPT = Path(__file__).with_name("kept")


def written(steps: Sequence[Step]) -> str:
    """A line a step."""
    lines = [json.dumps(step, default=_plain, ensure_ascii=False) for step in steps]
    return "".join(f"{line}\n" for line in lines)


def read(text: str) -> list[Step]:
    """The steps of a text that `written` wrote."""
    found = [json.loads(line, object_hook=_back) for line in text.splitlines()]
    return [(name, tuple(given)) for name, given in found]


def kept() -> list[Path]:
    """Every play that failed once."""
    return sorted(KEPT.glob("*.jsonl"))


def keep(steps: Sequence[Step]) -> Path:
    """Keep a play that failed."""
    text = written(steps)
    file = KEPT / f"{len(steps)}-steps-{hash_of(text)}.jsonl"
    file.write_text(text, "utf-8")
    return file


def hash_of(text: str) -> str:
    """Eight hexadecimal digits that go with the text."""
    return sha256(text.encode()).hexdigest()[:8]


def _plain(value: object) -> dict[str, Any]:
    match value:
        case date():
            return {"day": value.isoformat()}
        case Message():
            return {"department": value.department, "kind": value.kind, "says": value.record}
        case _:
            raise TypeError(f"{type(value).__name__} is nothing a step is given")


def _back(fields: dict[str, Any]) -> Any:
    match fields:
        case {"day": text}:
            return date.fromisoformat(text)
        case {"department": department, "kind": kind, "says": record}:
            return Message(department, kind, record)
        case _:
            return fields
