"""How a kind's own fields are taken from the record of a message."""

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]


def given(fields: Fields, *names: str) -> dict[str, Any]:
    """Return those of the fields that the record has, lists as tuples."""
    return {
        name: tuple(fields[name]) if isinstance(fields[name], list) else fields[name]
        for name in names
        if name in fields
    }
