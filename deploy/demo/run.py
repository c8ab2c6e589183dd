"""
`make demo`: the hub does its job on real servers, and tells what happened as a story.

Every sentence comes from a receipt, an answer or the hub's API: change a file under `events/` and
the story changes. Everything it starts is stopped at the end; its data stays in `build/demo`.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deploy.demo import sentences
from deploy.demo.acting import NotSettled, Play
from deploy.demo.city import City, DidNotStart, city

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "build" / "demo"
FIRST_DAY = date(2026, 6, 1)

#: Whom the officials ask about; names are the sample files' own.
SUBJECTS = {
    "常州样例建筑有限公司": {"uscc": "91999900MA0000007U"},
    "常州样例商贸有限公司": {"uscc": "91999900MA0000K129"},
    "常州样例机电有限公司": {"uscc": "91999900MA0000QW4P"},
    "样例乙": {"id_type": "ID_CARD", "id_number": "999999199001010024"},
    "样例甲": {"id_type": "ID_CARD", "id_number": "999999199001010016"},
}
QUESTIONS = (
    ("常州样例建筑有限公司", "government-procurement-qualification"),
    ("常州样例商贸有限公司", "government-procurement-qualification"),
    ("常州样例机电有限公司", "account-funds-release"),
    ("样例甲", "real-estate-purchase-registration"),
)

console = Console(highlight=False, soft_wrap=True)
say = console.print


def main(arguments: Sequence[str]) -> int:
    """Play the story; 0 when everything held that the hub promises, 130 when it was interrupted."""
    parser = argparse.ArgumentParser(prog="python -m deploy.demo.run", description=__doc__)
    parser.add_argument("--samples", type=Path, default=HERE, help="folder of the sample files")
    parser.add_argument("--data", type=Path, default=DATA, help="data folder, made anew")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    say("[bold]A day in a city's public credit system[/bold], on a Kafka broker and a PostgreSQL\n")
    try:
        with city(given.data, FIRST_DAY, lambda line: say(f"[dim]{line}[/dim]")) as running:
            started = time.monotonic()
            play = Play(city=running, samples=given.samples)
            _story(play)
            verified = _verify(running)
            _table(play, started - began, time.monotonic() - started)
    except (DidNotStart, NotSettled) as reason:
        say(f"[red]{reason}[/red] The hub's logs are in {given.data / 'logs'}.")
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted. All that was started is stopped again; the next run begins anew.")
        return 130
    say("[dim]Everything that was started is stopped again.[/dim]")
    return 0 if verified else 1


def _story(play: Play) -> None:
    _chapter(1, f"{FIRST_DAY.isoformat()}: the departments' first files")
    _publish(play, "1-reported.json")
    _import(play, "cf", "penalties.csv", "tax")
    _import(play, "court-list", "debtors.jsonl", "court")
    _settled(play)
    _counter(play, "What officials see at the counter now:")
    _chapter(2, f"{FIRST_DAY.isoformat()}: what they publish later that day")
    _publish(play, "2-continued.json")
    _settled(play)
    _tick(play.city, "2026-06-02")
    _chapter(3, "2026-06-02: what they publish a day later")
    _publish(play, "3-taken-back.json")
    _import(play, "court-list", "debtors-later.jsonl", "court")
    _settled(play)
    _chapter(4, "2026-06-03: what the new day brings")
    _tick(play.city, "2026-06-03")
    _settled(play)
    _counter(play, "What officials see at the counter now:")


def _publish(play: Play, file: str) -> None:
    for published in play.publish(play.samples / "events" / file):
        say(f"  {published.words()}")


def _import(play: Play, layout: str, file: str, department: str) -> None:
    # Rows that come back are written beside the file, so it is a copy that goes in.
    copy = shutil.copy(play.samples / file, play.city.data / file)
    said = play.city.hub("import", layout, str(copy), "--department", department)
    say(f"  {department}: imports {file}")
    for line in (said.stdout + said.stderr).splitlines():
        say(f"    [dim]{line}[/dim]")


def _settled(play: Play) -> None:
    with console.status("deciding, sending, waiting for answers …"):
        play.settle()
    _receipts(play)
    names = play.names(SUBJECTS)
    found = list(play.new_directives())
    if found:
        say("  [bold]What followed:[/bold]")
    for explained in sorted(found, key=lambda e: (e["decision"]["entry"], e["partner"])):
        say(f"  → {sentences.directive(explained, names)}")


def _receipts(play: Play) -> None:
    say("  [bold]What the hub answered:[/bold]")
    for receipt in play.news():
        play.outcomes[receipt.outcome.value] += 1
        told = play.published.get(receipt.place)
        again = "earlier " if receipt.previous_outcome else ""
        what = told.words() if told else f"{receipt.topic.rsplit('.', 1)[1]}: {receipt.record_no}"
        say(f"  · {again}{what}\n      {sentences.outcome(receipt)}")


def _counter(play: Play, heading: str) -> None:
    say(f"  [bold]{heading}[/bold]")
    for name, item in QUESTIONS:
        say(f"  ? {name}: {sentences.counter(play.check(item, **SUBJECTS[name]))}")


def _tick(hub: City, day: str) -> None:
    said = hub.hub("tick", "--on", day, "--by", "demo", "--because", "the story goes on")
    say(f"  [dim]{(said.stdout + said.stderr).strip()}[/dim]")


def _verify(hub: City) -> bool:
    _chapter(5, "An independent verifier recounts everything, also with the partners")
    arguments = [f"--partner={name}={address}" for name, address in hub.partners.items()]
    said = hub.hub("verify", *arguments)
    for line in (said.stdout + said.stderr).splitlines():
        say(f"  {line}")
    return said.returncode == 0


def _chapter(number: int, title: str) -> None:
    say(f"\n[bold cyan]{number}. {title}[/bold cyan]")


def _table(play: Play, start_s: float, story_s: float) -> None:
    table = Table(title="In all", title_justify="left")
    for column in ("what", "which", "how many"):
        table.add_column(column, justify="right" if column == "how many" else "left")
    for outcome, count in sorted(play.outcomes.items()):
        table.add_row("receipts", outcome, str(count))
    for (partner, action, result), count in sorted(play.directives.items()):
        table.add_row(f"directives to {partner}", f"{action} {result}", str(count))
    table.add_row("seconds", "to start", f"{start_s:.1f}")
    table.add_row("seconds", "for the story", f"{story_s:.1f}")
    say()
    say(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
