"""
How an act stands in the table of commands: its name and arguments, and back (R17).

Names and arguments are a contract between the programs that ask and the worker that acts; a row
written by an older program must still be read.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from uuid import UUID

from pydantic import TypeAdapter

from schemas.catalogue import serialise
from streams.line.command import (
    Advance,
    Approve,
    ApproveBraked,
    Command,
    Doing,
    DropQuarantined,
    FindOriginals,
    LiftAgain,
    LoadCatalogue,
    MergeRecords,
    QuarantineThrough,
    ReplayQuarantined,
    ResolveTask,
    TellAnew,
)
from streams.wiring.failures import CannotRun

_Plain = (
    Approve
    | ApproveBraked
    | LiftAgain
    | MergeRecords
    | ReplayQuarantined
    | DropQuarantined
    | QuarantineThrough
    | ResolveTask
    | Advance
    | TellAnew
    | FindOriginals
)

#: A row: id, who asked, why, when, the act's name and its arguments.
Row: TypeAlias = tuple[UUID, str, str, datetime, str, Mapping[str, object]]
#: A catalogue stands in its row whole, as `schemas.catalogue.serialise` writes it.
LOAD_CATALOGUE: Final = "catalogue.load"
_PLAIN: Final[Mapping[str, type[_Plain]]] = MappingProxyType(
    {
        "directive.release": Approve,
        "directive.release-held": ApproveBraked,
        "directive.lift": LiftAgain,
        "record.merge": MergeRecords,
        "quarantine.replay": ReplayQuarantined,
        "quarantine.drop": DropQuarantined,
        "quarantine.through": QuarantineThrough,
        "task.resolve": ResolveTask,
        "day.advance": Advance,
        "partners.tell": TellAnew,
        "orders.find": FindOriginals,
    }
)


class UnknownCommand(CannotRun):
    """A row of the table of commands is not one this version of the hub understands."""


def to_row(doing: Doing) -> tuple[str, str]:
    """Name and arguments (one JSON object as text) of an act."""
    if isinstance(doing, LoadCatalogue):
        return LOAD_CATALOGUE, f'{{"catalogue": {serialise.to_json(doing.catalogue)}}}'
    name = next(name for name, kind in _PLAIN.items() if isinstance(doing, kind))
    return name, _adapters()[name].dump_json(doing).decode()


def command_of(row: Row) -> Command:
    """The command of a row; raises `UnknownCommand`."""
    command_id, asked_by, because, asked_at, name, arguments = row
    return Command(
        id=command_id,
        by=asked_by,
        because=because,
        asked_at=asked_at,
        doing=from_row(name, arguments),
    )


def from_row(name: str, arguments: Mapping[str, object]) -> Doing:
    """The act `to_row` wrote, its arguments read as JSON; raises `UnknownCommand` for any other."""
    try:
        if name == LOAD_CATALOGUE:
            text = json.dumps(arguments["catalogue"], ensure_ascii=False)
            return LoadCatalogue(catalogue=serialise.from_json(text))
        read: _Plain = _adapters()[name].validate_json(json.dumps(arguments))
    except (KeyError, ValueError) as wrong:
        raise UnknownCommand(
            f"The command {name!r} is none this version of the hub knows, or its arguments are not "
            "what that command takes. Was it written by another version?"
        ) from wrong
    return read


@cache
def _adapters() -> Mapping[str, TypeAdapter[Any]]:
    return {name: TypeAdapter(kind) for name, kind in _PLAIN.items()}
