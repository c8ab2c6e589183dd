"""One run: a city works, faults strike it one after the other, it comes to rest and is judged."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub_process import environment

from chaos.city import City, DidNotRecover, city
from chaos.evidence import read_evidence
from chaos.faults import FAULTS
from chaos.rest import await_rest
from chaos.schedule import drawn
from chaos.verdict import Verdict, judge

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many faults over at least how many events, at how many a second, from which seed."""

    faults: int
    events: int
    rate: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One fault, and the seconds until the city worked again."""

    kind: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    What a run came to.

    `late`: what did not come back, or did not come to rest, in time. `ended`: what ended by itself
    and was started again by the operator. `verified`: what `hub verify` found amiss, "" = nothing.
    """

    plan: Plan
    strokes: Sequence[Stroke]
    events: int
    directives: int
    verdict: Verdict
    verified: str
    late: Sequence[str]
    ended: Sequence[str]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled, outliving or late."""
        return self.verdict.holds and not self.verified and not self.late


def run(plan: Plan, say: Say) -> Result:
    """Play it; every step is told."""
    begun = time.monotonic()
    with city(plan.seed, plan.rate) as struck:
        say(f"The city is up after {time.monotonic() - begun:.0f} s; departments begin.")
        strokes: list[Stroke] = []
        late: list[str] = []
        struck.open()
        try:
            _strike(struck, plan, strokes, say)
        except DidNotRecover as reason:
            late.append(str(reason))
        struck.close_departments()
        say(f"{struck.acknowledged():,} events are acknowledged; nobody publishes any more.")
        try:
            await_rest(struck)
            say("Everything is at rest.")
        except DidNotRecover as reason:
            late.append(str(reason))
        return _judged(struck, plan, strokes, late, begun)


def _strike(struck: City, plan: Plan, strokes: list[Stroke], say: Say) -> None:
    chance = random.Random(plan.seed)
    for number, kind in enumerate(drawn(plan.seed, plan.faults), 1):
        _await_events(struck, number * plan.events // (plan.faults + 1))
        stroke = Stroke(kind=kind, seconds=FAULTS[kind](struck, chance))
        strokes.append(stroke)
        say(f"{number:4} {kind}: {stroke.seconds:.1f} s ({struck.acknowledged():,} events)")
    _await_events(struck, plan.events)


def _await_events(struck: City, goal: int) -> None:
    patience_s = 60 + 4 * goal / struck.rate
    struck.await_that(f"{goal} events", lambda: struck.acknowledged() >= goal, patience_s)


def _judged(
    struck: City, plan: Plan, strokes: Sequence[Stroke], late: Sequence[str], begun: float
) -> Result:
    data = struck.up.data
    ledgers = {name: each.ledger_file for name, each in struck.partners.items()}
    options = [f"--partner={name}={file}" for name, file in ledgers.items()]
    found = subprocess.run(  # as long as it takes: it recounts everything
        [Path(sys.executable).with_name("hub"), "verify", *options, "--data", str(data)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    evidence = read_evidence(
        struck.journals, struck.up.bootstrap, struck.up.database, data / "keys", ledgers
    )
    return Result(
        plan=plan,
        strokes=strokes,
        events=len(evidence.acknowledged),
        directives=len({told.directive for told in evidence.told}),
        verdict=judge(evidence),
        verified=found.stdout + found.stderr if found.returncode else "",
        late=late,
        ended=struck.ended,
        seconds=time.monotonic() - begun,
    )
