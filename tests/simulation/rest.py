"""
Everything comes to rest: what was held up arrives, holds end, partners are well and honest.

Then each partner holds what was decided last, unless it refused just that or told a lie about it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from uuid import UUID

from connectors.partners.ledger import Entry
from schemas.catalogue.model import Channel
from simulation.agreement import agree
from simulation.broken import hold
from simulation.mood import Mood
from simulation.partner import PlayedPartner
from simulation.sender import Sender
from simulation.world import World
from streams.line.command import Approve, LiftAgain
from streams.rule.measure import Terms
from streams.send.claim import Fate
from streams.sending.memory_rows import Row

#: Rounds until nothing moves any more; each may wait for answers that are due a day later.
ROUNDS = 200
#: What a sender may take to empty its outbox.
STEPS = 2000
#: What a sender does until it is idle.
DoNext = Callable[[World, Sender, Random], str]


def come_to_rest(world: World, chance: Random, do_next: DoNext) -> str:
    """Let everything be settled, and check that all agree."""
    world.holds.clear()
    world.strays.clear()
    for quarter, message in world.held_back:
        world.publish(quarter, message)
    world.held_back.clear()
    moods = {name: partner.mood for name, partner in world.partners.items()}
    for partner in world.partners.values():
        partner.mood, partner.honest = Mood.WELL, True
    rounds = 0
    while _moves(world, chance, do_next):
        rounds += 1
        hold("comes to rest", rounds < ROUNDS, f"{rounds} rounds")
    world.check()
    agree(world)
    for topic, log in world.broker.inputs.items():
        hold("nothing lost", world.books.reached[(topic, 0)] == len(log), topic)
    for partner in world.partners.values():
        _holds_what_was_decided(world, partner)
    for name, partner in world.partners.items():
        partner.mood, partner.honest = moods[name], False
    _results_arrived(world)
    return f"at rest after {rounds} rounds"


def _moves(world: World, chance: Random, do_next: DoNext) -> bool:
    """One round; whether anything happened or is still waited for."""
    entries = len(world.journal.store.entries)
    world.worker.catch_up(chance)
    for doing in _what_persons_do(world):
        world.worker.ask(doing)
    world.worker.catch_up(chance)
    sent = sum(_send_all(world, sender, chance, do_next) for sender in world.senders.values())
    killed = False
    for partner in world.partners.values():
        if world.law.partners[partner.name].channel is Channel.TOPIC:
            partner.over_topic(chance, 10_000)
            killed |= partner.unread > 0
        while partner.unsaid:
            partner.answer(world.time.now, chance)
    world.worker.catch_up(chance)
    if sent or killed or len(world.journal.store.entries) > entries:
        return True
    rows = [row.state for row in world.journal.outbox.rows.values()]
    if any(row.scheduled for row in rows):
        world.time.pass_by(timedelta(hours=12))
        return True
    asked = [partner.settle(chance) for partner in world.partners.values()]
    return any(asked)


def _what_persons_do(world: World) -> list[Approve | LiftAgain]:
    """The office signs what is held; a lift that was refused is a task, and is written anew."""
    rows = world.journal.outbox.rows
    last = {row.state.measure_id: row for row in rows.values()}
    found: list[Approve | LiftAgain] = [
        Approve(directive_id=row.directive.directive_id) for row in last.values() if row.state.held
    ]
    store = world.journal.store
    told = {task.directive for task in store.tasks.values()}
    for row in last.values():
        directive, state = row.directive.directive_id, row.state
        refused = state.sequence is not None and state.fate in (Fate.REFUSED, Fate.UNKNOWN)
        if state.action == "LIFT" and refused:
            hold("a refused lift is a task", directive in told or store.closed_tasks, directive)
            found.append(LiftAgain(directive_id=directive))
    return found


def _send_all(world: World, sender: Sender, chance: Random, do_next: DoNext) -> int:
    """Until it has nothing more to do: a claim may settle much and send nothing."""
    name, steps = sender.partner.id, 0
    while not sender.idle or sender.outbox.due(name, world.holds[name], world.time.now):
        sender.resume()
        do_next(world, sender, chance)
        world.check()
        steps += 1
        hold("a sender comes to rest", steps < STEPS, name)
    do_next(world, sender, chance)  # results of orders are found by asking
    return steps + (not sender.idle)


def _holds_what_was_decided(world: World, partner: PlayedPartner) -> None:
    """R12 at its end: the last signed decision is what the partner holds."""
    measures: Mapping[UUID, list[Row]] = defaultdict(list)
    for row in world.journal.outbox.rows.values():
        if row.directive.key.partner == partner.name:
            measures[row.state.measure_id].append(row)
    ledger = partner.desk.ledger.measures
    strangers = [m for m, e in ledger.items() if e.holds is not None and m not in measures]
    hold("holds nothing else", not strangers, strangers[:3])
    for measure, rows in measures.items():
        last = rows[-1]
        entry = ledger.get(measure, Entry(sequence=0))
        if last.state.action == "LIFT":
            hold("lifted in the end", entry.holds is None, (partner.name, measure))
            left = last.state.sequence is not None or not last.state.unconditional
            hold("a court's lift left", left, (partner.name, measure))
            continue
        if measure in partner.misled or _refused(last, partner):
            continue
        said = entry.holds and _says(entry.holds, last.directive.terms)
        hold("held in the end", said, (partner.name, measure, entry.holds is None))


def _refused(last: Row, partner: PlayedPartner) -> bool:
    """Of what may have been done or not the partner alone knows."""
    fate = last.state.fate
    unknown = fate is Fate.UNKNOWN and partner.did_not(last.directive.directive_id)
    return last.state.sequence is not None and (fate is Fate.REFUSED or unknown)


def _says(fields: Mapping[str, object], terms: Terms) -> bool:
    until = terms.valid_until
    return (
        fields["valid_from"] == terms.valid_from.isoformat()
        and fields["valid_until"] == (None if until is None else until.isoformat())
        and fields["list_version"] == terms.list_version
        and fields["effect"] == terms.effect.name
        and fields["amount_fen"] == terms.amount_fen
        and fields["object"] == terms.object
        and fields["legal_basis"] == list(terms.legal_basis)
    )


def _results_arrived(world: World) -> None:
    """Every result of an order is in a court's ledger, once."""
    known = {r for partner in world.partners.values() for r in partner.desk.ledger.results}
    missing = set(world.journal.outbox.results) - known
    hold("courts are told", not missing, sorted(map(str, missing))[:3])
