"""The journal's row of an entry: enough to decide it again (ADR 0001)."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any, Final, assert_never
from uuid import UUID

from streams.line.changes import Changes, NotDone
from streams.line.command import Approve, Doing, FindOriginals, LoadCatalogue, TellAnew
from streams.line.entry import Act, Again, Batch, Tick, Work
from streams.store.topics import Place

#: The names of acts in the journal, where the code calls them otherwise today.
STORED_AS: Final[Mapping[type[Doing], str]] = MappingProxyType({Approve: "Release"})


def kind_of(work: Work) -> str:
    """BATCH, TICK, AGAIN or ACT."""
    match work:
        case Batch():
            return "BATCH"
        case Tick():
            return "TICK"
        case Again():
            return "AGAIN"
        case Act():
            return "ACT"
    assert_never(work)


def detail(changes: Changes, moves: Mapping[Place, tuple[int, int]]) -> str:
    """
    What the entry was about, as JSON: input positions from and to, the offsets it quarantined
    (a replay skips them), the subjects it judged because their day had come, the command it took,
    what it found open with partners (a replay knows nothing of what was sent), and each source
    whose burdens the brake holds, with its threshold and its number of the day so far (R32).
    """
    found: dict[str, object] = {}
    if moves:
        found["positions"] = [[*place, *span] for place, span in sorted(moves.items())]
    if changes.received.quarantined:
        origins = [bad.origin for bad in changes.received.quarantined]
        found["quarantined"] = sorted([o.topic, o.partition, o.offset] for o in origins)
    work = changes.entry.work
    if isinstance(work, Tick | Again):
        found["subjects"] = sorted(str(subject) for subject in changes.days.agenda)
    if isinstance(work, Act):
        found["command"] = str(work.command.id)
        found["doing"] = doing(work.command.doing)
        found["result"] = changes.result
    if isinstance(changes.act, NotDone) and changes.act.open_with:
        found["open_with"] = {
            partner: [each.measures, each.directives]
            for partner, each in sorted(changes.act.open_with.items())
        }
    if changes.brake.above:
        found["braked"] = {
            source: [each.threshold, each.number]
            for source, each in sorted(changes.brake.above.items())
        }
    return json.dumps(found, ensure_ascii=False)


def doing(act: Doing) -> Mapping[str, object]:
    """A command's act by name, with its arguments; a catalogue by its version."""
    named: dict[str, object] = {"name": STORED_AS.get(type(act), type(act).__name__)}
    if isinstance(act, LoadCatalogue):
        return named | {"version": act.catalogue.version}
    if isinstance(act, TellAnew):
        return named | {"measures": len(act.measures), "strays": len(act.strays)}
    if isinstance(act, FindOriginals):
        return named | {"subjects": len(act.subjects)}
    return named | {field.name: _plain(getattr(act, field.name)) for field in fields(act)}


def _plain(value: Any) -> object:
    return str(value) if isinstance(value, UUID | date) else value
