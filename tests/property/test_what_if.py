"""What a load is said to bring before it, it brings (R8, R10)."""

from collections.abc import Collection
from random import Random
from uuid import UUID

import pytest
from simulation.law import next_law
from simulation.steps import next_step
from simulation.world import World

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.model import Catalogue
from streams.line.command import LoadCatalogue
from streams.line.decide import Rulebook, rulebook
from streams.line.leaving import leaving
from streams.line.store import Need
from streams.line.what_if import would_follow
from streams.send.directive import Directive

SEEDS = range(1, 21)
STEPS = 300


def played(seed: int) -> World:
    """A town after many steps of everybody, with everything decided that was said."""
    world = World()
    for step in range(1, STEPS + 1):
        chance = Random(f"{seed}/{step}")
        next_step(chance)(world, chance)
        world.check()
    world.worker.catch_up(Random(f"{seed}/end"))
    return world


def everybody(world: World) -> frozenset[UUID]:
    """The keys of all subjects the line knows."""
    return frozenset(new.subject for new in world.journal.store.subjects.values())


def foretold(world: World, laws: Collection[Catalogue]) -> tuple[Directive, ...]:
    """What is said that the last of `laws` would bring, loaded one after another."""
    subjects = everybody(world)
    snapshot = world.journal.store.load(Need(subjects=subjects, whole=True))
    books: list[Rulebook] = [rulebook(world.law)]
    for law in laws:
        books.append(rulebook(next_catalogue(books[-1].catalogue, law, world.today)))
    return would_follow(subjects, snapshot, world.today, books)


def brought(world: World, law: Catalogue) -> list[Directive]:
    """Load a catalogue; the directives that come of it."""
    before = len(world.written)
    world.worker.ask(LoadCatalogue(catalogue=law))
    world.worker.commands()
    return [each for entry in world.written[before:] for each in entry.issued.directives]


def may_follow(world: World, chance: Random, law: Catalogue) -> Catalogue:
    """A catalogue that is unequal to `law` and that the line loads after it."""
    while True:
        new = next_law(chance, law, world.today)
        known = next_catalogue(law, new, world.today)
        if new != law and not leaving(law, new) and not stricter(law, new, world.today):
            return known


@pytest.mark.parametrize("seed", SEEDS)
def test_a_load_brings_what_was_said_before_it(seed: int) -> None:
    """Each of five loads in a row brings the directives foretold of it, no other and none less;
    of two loads foretold together the second brings what was foretold of it."""
    world, chance = played(seed), Random(seed)
    told = 0
    for _ in range(4):
        law = may_follow(world, chance, world.law)
        said = foretold(world, [law])
        assert sorted(said, key=by_id) == sorted(brought(world, law), key=by_id)
        told += len(said)
    first = may_follow(world, chance, world.law)
    second = may_follow(world, chance, first)
    said = foretold(world, [first, second])
    brought(world, first)
    assert sorted(said, key=by_id) == sorted(brought(world, second), key=by_id)


def by_id(directive: Directive) -> UUID:
    """Each directive has an id of its own."""
    return directive.directive_id


def test_the_worlds_are_worth_it() -> None:
    """In the towns above the loads bring burdens, changes and lifts."""
    actions = set()
    for seed in SEEDS:
        world, chance = played(seed), Random(seed)
        for _ in range(4):
            law = may_follow(world, chance, world.law)
            actions |= {each.action for each in brought(world, law)}
    assert len(actions) == 3
