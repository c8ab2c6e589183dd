"""What departments do: they speak, late, twice and wrongly."""

from random import Random

from scenario.message import Message, wage

from simulation.journal import UNSTORABLE
from simulation.quarter import Quarter
from simulation.world import World
from simulation.wrong import wrong


def speak(world: World, chance: Random) -> str:
    """A department says something, now or, held up on its way, some time later."""
    quarter = world.quarters[-1] if chance.random() < 0.8 else chance.choice(world.quarters)
    if quarter.full and quarter is world.quarters[-1]:
        quarter = Quarter(number=len(world.quarters) + 1)
        world.quarters.append(quarter)
    message = quarter.speak(chance, world.today)
    if chance.random() < 0.2:
        world.held_back.append((quarter, message))
        return f"held back {message.id}"
    said = world.publish(quarter, message)
    return said if chance.random() > 0.1 else f"{said}; {world.publish(quarter, message)}"


def speak_late(world: World, chance: Random) -> str:
    """What was held up arrives, in any order, or what was said long ago comes once more."""
    if world.held_back:
        quarter, message = world.held_back.pop(chance.randrange(len(world.held_back)))
        return world.publish(quarter, message)
    quarter = chance.choice(world.quarters)
    said = [message for _, versions in sorted(quarter.said.items()) for message in versions]
    return world.publish(quarter, chance.choice(said)) if said else "nothing was said"


def speak_wrongly(world: World, chance: Random) -> str:
    """Something comes that must not get in, or that the database will not take."""
    quarter = world.quarters[-1]
    if chance.random() < 0.2:
        return world.publish(quarter, _unstorable(quarter, chance, world))
    return world.publish_wrong(*wrong(chance, quarter, world.today))


def _unstorable(quarter: Quarter, chance: Random, world: World) -> Message:
    number = f"W{quarter.number}-{UNSTORABLE}{chance.randrange(3)}"
    return wage(number, about=quarter.people.bodies[0], decided=world.today)
