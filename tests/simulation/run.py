"""One run from a seed: its trace, or the step at which an invariant broke."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random

from schemas.catalogue.model import Channel
from simulation.again import decide_again
from simulation.agreement import agree
from simulation.broken import Broken
from simulation.steps import next_step, rest
from simulation.world import World
from streams.line.changes import Changes

#: How often the oracle is asked.
ORACLE_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Where a run broke: the step's number and name, and the invariant."""

    seed: int
    step: int
    doing: str
    invariant: str
    detail: str


@dataclass(slots=True)
class Run:
    """
    `trace`: one line a step; equal for equal seeds. `skip`: steps left out. `written`: what each
    entry changed. `court`: its channel.
    """

    seed: int
    steps: int
    skip: Collection[int] = frozenset()
    oracle_from: int | None = None
    court: Channel = Channel.TOPIC
    trace: list[str] = field(default_factory=list)
    failure: Failure | None = None
    written: Sequence[Changes] = ()

    def play(self) -> "Run":
        """Take the steps until the end, or until something does not hold."""
        world: World | None = None
        doing = "begin"
        step = 0
        try:
            world = World(merges=self.seed % 5 == 0, court=self.court)
            self.written = world.written
            for step in range(1, self.steps + 1):
                if step in self.skip:
                    continue
                chance = Random(f"{self.seed}/{step}")
                chosen = next_step(chance)
                doing = chosen.__name__
                self.trace.append(f"{step} {doing}: {chosen(world, chance)}")
                world.check()
                if self._asks_oracle(step):
                    agree(world)
            doing = "rest"
            self.trace.append(f"end {rest(world, Random(f'{self.seed}/end'))}")
            doing = "replay"
            decide_again(world)
        except Broken as broken:
            self._fails(step, doing, broken.invariant, broken.detail)
        except Exception as error:  # noqa: BLE001  (whatever the line raises is a finding)
            self._fails(step, doing, "raises nothing", f"{type(error).__name__}: {error}")
        return self

    def _asks_oracle(self, step: int) -> bool:
        return step % ORACLE_EVERY == 0 or (
            self.oracle_from is not None and step >= self.oracle_from
        )

    def _fails(self, step: int, doing: str, invariant: str, detail: str) -> None:
        self.failure = Failure(
            seed=self.seed, step=step, doing=doing, invariant=invariant, detail=detail
        )

    @property
    def digest(self) -> str:
        """Equal for runs that went the same way."""
        return sha256("\n".join(self.trace).encode()).hexdigest()
