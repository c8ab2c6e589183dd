"""
The writers that `streams/accept/content.py` writes at run time, as the source of that module.
"""

from typing import Final

from streams.accept import content

HEAD: Final = '''"""The content hash of a version, its writers written out."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

{imports}


def content_hash(event: Event) -> bytes:
    parts: list[str] = []
    write_Event(event, parts)
    return sha256("".join(parts).encode()).digest()

'''


def content_source() -> str:
    """The module `streams.accept.content` of the copy."""
    kinds = content.RECORDS
    imports = "\n".join(f"from {kind.__module__} import {kind.__name__}" for kind in kinds)
    parts = [HEAD.format(imports=imports)]
    for kind in kinds:
        plain, name = content.source_of(kind), kind.__name__
        typed = f"def write_{name}(record: {name}, parts: list[str]) -> None:\n    v: Any"
        text = plain.replace("def write(record, add):", typed)
        text = text.replace("(v, add)", "(v, parts)").replace("add(", "parts.append(")
        parts.append(f"\n{text}\n")
    table = [f"    {kind.__name__}: write_{kind.__name__}," for kind in kinds]
    parts.append("\nWRITERS: Final[dict[type[Any], Callable[[Any, list[str]], None]]] = {")
    records = "#: The dataclasses that have one.\nRECORDS: Final = tuple(WRITERS)"
    return "\n".join([*parts, *table, "}", "", records, ""])
