"""The journal decided once more, by one process that nothing happens to: the same decisions."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from scenario.entries import KEY

from schemas.manifest import published
from simulation.broken import hold
from simulation.deaths import Fuse
from simulation.journal import Journal, MemoryLineStore
from simulation.world import World
from streams.accept.outcome import Quarantined
from streams.deciding.decider import Decider
from streams.deciding.message import Message
from streams.line.changes import Changes
from streams.line.entry import Act, Arrival, Batch, Entry, Tick
from streams.line.why_not import WhyNot


def decide_again(world: World) -> None:
    """Raise `Broken` where an entry of the replay is not the entry of the journal."""
    entries = [changes.entry for changes in world.written]
    written: list[Changes] = []
    journal = Journal(watch=lambda changes, _: written.append(changes))

    def stamp() -> tuple[UUID, datetime]:
        entry = entries[len(written)]
        return entry.id, entry.judged_at

    decider = Decider(
        line_store=MemoryLineStore(journal=journal, fuse=Fuse()),
        manifest=published(),
        key=KEY,
        stamp=stamp,
    )
    decider.resume()
    while len(written) < len(entries):
        before = len(written)
        change = world.written[before]
        journal.refuses = change.result == WhyNot.UNSTORABLE
        _decide(world, decider, change.entry)
        for mine, theirs in zip(written[before:], world.written[before:], strict=False):
            hold("a replay decides the same", mine == theirs, _apart(mine, theirs))
        hold("a replay goes on", len(written) > before, change.entry.number)


def by_name(changes: Changes) -> Mapping[str, object]:
    """What an entry changes, by the names of its parts' fields, and what an act came to."""
    parts = (changes.received, changes.issued, changes.days, changes.act)
    found = {
        each.name: getattr(part, each.name)
        for part in parts
        if part is not None
        for each in fields(part)
        if each.name not in ("why", "about")
    }
    return {"entry": changes.entry, **found, "result": changes.result}


def _decide(world: World, decider: Decider, entry: Entry) -> None:
    match entry.work:
        case Batch(arrivals=arrivals):
            read = [_message(world, arrival) for arrival in arrivals]
            for message in read:
                decider.positions.setdefault((message.topic, message.partition), 0)
            # What the database refused is not read again (R19).
            again = [
                arrival if _unstorable(arrival) else decider.read(message)
                for arrival, message in zip(arrivals, read, strict=True)
            ]
            decider.take_arrivals(read, again)
        case Tick():
            decider.tick(entry.day)
        case Act(command=command):
            decider.act(command)
        case _:
            hold("a replay goes on", False, f"entry {entry.number} comes of nothing")


def _message(world: World, arrival: Arrival) -> Message:
    return world.broker.inputs[arrival.origin.topic][arrival.origin.offset]


def _unstorable(arrival: Arrival) -> bool:
    return isinstance(arrival, Quarantined) and arrival.code == "E1508"


def _apart(mine: Changes, theirs: Changes) -> str:
    told = by_name(theirs)
    names = [name for name, value in by_name(mine).items() if value != told.get(name)]
    return f"entry {theirs.entry.number}: {', '.join(names)}"
