"""The scheduler: one small thing happens at a time, chosen by chance."""

from collections.abc import Callable
from random import Random

from simulation.rest import come_to_rest
from simulation.steps_of_departments import speak, speak_late, speak_wrongly
from simulation.steps_of_partners import (
    answer,
    answer_wrongly,
    ask_full_list,
    change_mood,
    forge,
    read,
)
from simulation.steps_of_senders import kill_sender, one_sending, send, send_astray
from simulation.steps_of_the_line import (
    ask,
    decide,
    decide_and_die,
    mend,
    midnight,
    stray,
    take_commands,
    tick,
)
from simulation.world import World

Step = Callable[[World, Random], str]


def rest(world: World, chance: Random) -> str:
    """Everything comes to rest, and all must agree."""
    return come_to_rest(world, chance, one_sending)


WEIGHTS: tuple[tuple[Step, int], ...] = (
    (speak, 30),
    (speak_late, 6),
    (speak_wrongly, 3),
    (decide, 22),
    (decide_and_die, 6),
    (stray, 2),
    (tick, 10),
    (midnight, 14),
    (take_commands, 3),
    (ask, 5),
    (mend, 3),
    (send, 36),
    (kill_sender, 6),
    (send_astray, 4),
    (read, 8),
    (answer, 20),
    (change_mood, 8),
    (answer_wrongly, 2),
    (ask_full_list, 2),
    (forge, 1),
    (rest, 1),
)
STEPS = tuple(step for step, _ in WEIGHTS)
ODDS = tuple(weight for _, weight in WEIGHTS)


def next_step(chance: Random) -> Step:
    """What happens next."""
    return chance.choices(STEPS, ODDS)[0]
