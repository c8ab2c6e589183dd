"""What is evaluated of PromQL ends where the alert rules' use of it ends, and says so."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


class NotUnderstood(Exception):
    """A form of PromQL that no rule used when this was written; it is to be added here."""


def known(table: Mapping[str, T], name: str) -> T:
    """What a table has under a name; `NotUnderstood` when it has nothing."""
    if name not in table:
        raise NotUnderstood(f"{name}: of its kind are understood {', '.join(table)}")
    return table[name]
