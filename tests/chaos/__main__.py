"""
`python -m chaos --faults 20 --events 20000`: strike a city, tell what it came to.

SIGUSR1 ends a long run early: nothing more strikes, and what there is is judged.
"""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from support.imports import ROOT

from chaos.report import as_json, lines
from chaos.run import Plan, run
from chaos.schedule import FIRST, THEN

#: Events a second, so that twenty thousand take less than a minute where nothing is in the way.
RATE = 400.0
#: A fault and what follows from it take about so long: events are spread over all of them.
FAULT_S = 5.0
#: A long run goes slower: what a fault has delayed is caught up before the next one.
LONG, LONG_RATE = 50_000, 220.0


def say(text: str) -> None:
    """Tell whoever watches, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(words: Sequence[str]) -> int:
    """0 when nothing was lost, doubled, outliving, missing or late."""
    given = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    given.add_argument("--faults", type=int, default=27)
    given.add_argument("--events", type=int, default=20_000)
    given.add_argument("--rate", type=float, help="events a second")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--only", nargs="+", default=(), choices=[*FIRST, *THEN], metavar="KIND")
    given.add_argument("--out", type=Path, default=ROOT / "build" / "chaos.json")
    options = given.parse_args(words)
    spread = min(RATE, options.events / (FAULT_S * max(1, options.faults)))
    rate = options.rate or (spread if options.events <= LONG else LONG_RATE)
    plan = Plan(
        faults=options.faults,
        events=options.events,
        rate=rate,
        seed=options.seed,
        only=options.only,
    )
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # ends what it started
    enough = Event()
    signal.signal(signal.SIGUSR1, lambda *_: enough.set())
    result = run(plan, say, enough.is_set)
    for line in lines(result):
        say(line)
    told = json.dumps(as_json(result, datetime.now(UTC).date().isoformat()), ensure_ascii=False)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(f"{told}\n", "utf-8")
    say(told)
    return int(not result.holds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
