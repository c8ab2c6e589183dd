"""What the worker and its officers do, and what kills the worker."""

from datetime import timedelta
from random import Random
from uuid import UUID

from simulation.law import next_law
from simulation.world import NOBODYS, World
from streams.identify.pseudonym import record_key
from streams.line.command import (
    Approve,
    Doing,
    DropQuarantined,
    LiftAgain,
    LoadCatalogue,
    MergeRecords,
    ReplayQuarantined,
    ResolveTask,
)
from streams.sending.holds import Holds


def decide(world: World, chance: Random) -> str:
    """The worker takes some messages."""
    return world.worker.decide(chance)


def decide_and_die(world: World, chance: Random) -> str:
    """The worker is killed at some call; its successors may be, too."""
    fates = [(chance.randrange(4), chance.random() < 0.5) for _ in range(chance.choice((1, 1, 3)))]
    world.worker.fuse.light(*fates)
    match chance.choice(("decide", "decide", "tick", "commands")):
        case "decide":
            return world.worker.decide(chance)
        case "tick":
            return world.worker.tick()
        case _:
            return world.worker.commands()


def stray(world: World, chance: Random) -> str:
    """A worker that lost the lock goes on."""
    return world.worker.stray(chance)


def tick(world: World, chance: Random) -> str:
    """The day advances, if it may."""
    return world.worker.tick()


def midnight(world: World, chance: Random) -> str:
    """Time passes."""
    world.time.pass_by(timedelta(minutes=chance.choice((5, 61, 300, 600, 1000))))
    return world.time.now.isoformat()


def take_commands(world: World, chance: Random) -> str:
    """The worker takes what officers asked for."""
    return world.worker.commands()


def ask(world: World, chance: Random) -> str:
    """An officer asks for something."""
    asked = _wish(world, chance)
    if asked is None:
        return "nothing to ask for"
    world.worker.ask(asked)
    return type(asked).__name__


def _wish(world: World, chance: Random) -> Doing | None:
    store, places = world.journal.store, sorted(world.journal.store.quarantine)
    match chance.choice(("law", "law", "release", "lift", "replay", "drop", "task", "merge")):
        case "law":
            return LoadCatalogue(catalogue=next_law(chance, world.law, world.today))
        case "release" | "lift" as what:
            known = world.directives() or [NOBODYS]
            held = [d for d in known if d in world.journal.outbox.rows and _held(world, d)]
            if what == "release":
                return Approve(directive_id=chance.choice(held or known))
            return LiftAgain(directive_id=chance.choice(known))
        case "replay" if places:
            topic, partition, offset = chance.choice(places)
            return ReplayQuarantined(topic=topic, partition=partition, offset=offset)
        case "drop" if places:
            topic, partition, offset = chance.choice(places)
            return DropQuarantined(topic=topic, partition=partition, offset=offset)
        case "merge" if world.merges and len(store.versions) > 1:
            kept, merged = chance.sample(_doubles(world) or list(store.versions), 2)
            return MergeRecords(kept=kept, merged=merged)
        case "task" if store.tasks:
            return ResolveTask(task_id=chance.choice(list(store.tasks)))
        case _:
            return None


def _doubles(world: World) -> list[UUID]:
    """Two records that a task says are one decision, if there is such a task."""
    store = world.journal.store
    for task in store.tasks.values():
        if task.kind == "DOUBLE":
            second = task.detail.split(" ")[1]
            return [record_key(task.source, number) for number in (task.record_no, second)]
    return []


def _held(world: World, directive: UUID) -> bool:
    return world.journal.outbox.rows[directive].state.held


def mend(world: World, chance: Random) -> str:
    """Operators: the database takes more or less, burdens are held back or flow, channels go on."""
    match chance.choice(("database", "hold", "flow", "flow", "resume", "resume")):
        case "database":
            world.journal.refuses = not world.journal.refuses
            return f"database refuses: {world.journal.refuses}"
        case "hold":
            name = chance.choice(sorted(world.partners))
            measures = frozenset(chance.choice((["PRC-01"], ["BNK-07", "BNK-02"])))
            world.holds[name] = chance.choice((Holds(everything=True), Holds(measures=measures)))
            return f"{name} on hold"
        case "flow":
            world.holds.clear()
            return "no holds"
        case _:
            for sender in world.senders.values():
                sender.resume()
            return "channels resumed"
