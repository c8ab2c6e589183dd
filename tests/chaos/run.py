"""One run: a city works, faults strike it one after the other, it comes to rest and is judged."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from alerting.scrapes import Scrape
from support.hub_process import environment

from chaos.city import LOOK_S, City, DidNotRecover, city
from chaos.evidence import read_evidence
from chaos.faults import FAULTS
from chaos.log_lost import LAST as LOG_LOST
from chaos.rest import await_rest
from chaos.schedule import DISK, planned
from chaos.signs import AFTER_S, shown
from chaos.verdict import Verdict, judge

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    How many faults over at least how many events, at how many a second, from which seed.

    `only`: of these kinds alone, if there are some.
    """

    faults: int
    events: int
    rate: float
    seed: int
    only: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """
    One fault, and the seconds until the city worked again.

    `whom`: the partner that was struck. `begun_s`, `over_s`: in Unix time.
    """

    kind: str
    seconds: float
    whom: str = ""
    begun_s: float = 0.0
    over_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    What a run came to.

    `late`: what did not come back, or did not come to rest, in time. `ended`: what ended by itself
    and was started again by the operator. `verified`: what `hub verify` found amiss, "" = nothing.
    `signs`: for each stroke the series that showed it. `skipped`: kinds that could not strike here,
    with the reason.
    """

    plan: Plan
    strokes: Sequence[Stroke]
    events: int
    directives: int
    verdict: Verdict
    verified: str
    late: Sequence[str]
    ended: Sequence[str]
    signs: Sequence[Sequence[str]]
    skipped: Mapping[str, str]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled, outliving or late."""
        return self.verdict.holds and not self.verified and not self.late


def run(plan: Plan, say: Say, enough: Callable[[], bool] = lambda: False) -> Result:
    """Play it; every step is told. Once `enough` says so, nothing more strikes: it is judged."""
    begun = time.monotonic()
    with city(plan.seed, plan.rate, plan.events) as struck:
        say(f"The city is up after {time.monotonic() - begun:.0f} s; departments begin.")
        strokes: list[Stroke] = []
        late: list[str] = []
        skipped = dict.fromkeys(sorted(DISK), struck.no_disk) if struck.no_disk else {}
        for kind, why in skipped.items():
            say(f"NOT STRUCK: {kind}, since no disk of its own can be mounted here: {why}")
        kinds = planned(plan.seed, plan.faults, skipped, plan.only)
        struck.open()
        try:
            _strike(struck, plan, kinds, strokes, say, enough)
        except DidNotRecover as reason:
            late.append(str(reason))
        struck.close_departments()
        say(f"{struck.acknowledged():,} events are acknowledged; nobody publishes any more.")
        try:
            await_rest(struck)
            say("Everything is at rest.")
        except DidNotRecover as reason:
            late.append(str(reason))
        result = _judged(struck, plan, strokes, late, say)
        say(f"It is judged after {time.monotonic() - begun:.0f} s.")
        try:
            for kind in kinds:
                if kind in LOG_LOST and not late:
                    _stroke(struck, kind, partial(LOG_LOST[kind], struck), strokes, say)
        except DidNotRecover as reason:
            late.append(str(reason))
        while not all(_signs(strokes, struck.scraping.scrapes)):
            if time.time() > strokes[-1].over_s + AFTER_S:
                break
            time.sleep(LOOK_S)
        return replace(
            result,
            strokes=strokes,
            late=late,
            ended=struck.ended,
            signs=_signs(strokes, struck.scraping.scrapes),
            skipped=skipped,
            seconds=time.monotonic() - begun,
        )


def _strike(
    struck: City,
    plan: Plan,
    kinds: Sequence[str],
    strokes: list[Stroke],
    say: Say,
    enough: Callable[[], bool],
) -> None:
    chance = random.Random(plan.seed)
    strikes = [kind for kind in kinds if kind in FAULTS]
    for number, kind in enumerate(strikes, 1):
        _await_events(struck, number * plan.events // (len(strikes) + 1), enough)
        if enough():
            say("It is enough: nothing more strikes, and what there is will be judged.")
            return
        _stroke(struck, kind, partial(FAULTS[kind], struck, chance), strokes, say)
    _await_events(struck, plan.events, enough)


def _stroke(
    struck: City, kind: str, strike: Callable[[], float], strokes: list[Stroke], say: Say
) -> None:
    struck.whom, begun_s = "", time.time()
    seconds = strike()
    strokes.append(
        Stroke(kind=kind, seconds=seconds, whom=struck.whom, begun_s=begun_s, over_s=time.time())
    )
    told = f"{kind} {struck.whom}".strip()
    say(f"{len(strokes):4} {told}: {seconds:.1f} s ({struck.acknowledged():,} events)")


def _signs(strokes: Sequence[Stroke], scrapes: Sequence[Scrape]) -> Sequence[Sequence[str]]:
    """For each stroke what showed it, up to the next one."""
    ends = [*(stroke.begun_s for stroke in strokes[1:]), time.time()]
    return [
        tuple(shown(stroke.kind, stroke.whom, stroke.begun_s, max(stroke.over_s, end), scrapes))
        for stroke, end in zip(strokes, ends, strict=True)
    ]


def _await_events(struck: City, goal: int, enough: Callable[[], bool]) -> None:
    patience_s = 60 + 4 * goal / struck.rate
    struck.await_that(
        f"{goal} events", lambda: enough() or struck.acknowledged() >= goal, patience_s
    )


def _judged(
    struck: City, plan: Plan, strokes: Sequence[Stroke], late: Sequence[str], say: Say
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
    say("hub verify has recounted.")
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
        signs=(),
        skipped={},
        seconds=0.0,
    )
