"""The hub's full list (R13): what is to be held, and how far it knows of each subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from connectors.partners.directive import Directive, from_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A directive to be held; `answer_no`: the highest the hub has of its answers, 0 for none."""

    directive: Directive
    answer_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FullList:
    """
    A list that came to its end.

    `told_through`: by subject_key the last sequence given when the list was read; empty where a hub
    wrote it that does not say so yet: nothing is dropped by such a list. `whole`: it is of all
    subjects that this partner was ever told of, and not of some that were asked for.
    """

    listed: tuple[Listed, ...] = ()
    told_through: Mapping[UUID, int]
    whole: bool = True


def full_list_of(fields: Mapping[str, Any], *, whole: bool) -> FullList:
    """
    The list of the hub's reply.

    Raises `NotADirective` where an item is none; `KeyError`, `TypeError`, `ValueError` or
    `AttributeError` where all of it is no list.
    """
    listed = []
    for item in fields["directives"]:
        directive = from_fields(item)
        listed.append(Listed(directive=directive, answer_no=int(item.get("answer_no", 0))))
    told = fields.get("told_through", {})
    through = {UUID(subject): int(sequence) for subject, sequence in told.items()}
    return FullList(listed=tuple(listed), told_through=through, whole=whole)
