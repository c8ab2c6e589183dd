"""`hub load`: invented events for a hub on this machine, at a rate."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.operate.cli import progress
from streams.operate.cli.context import Data, Json, settings_of
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.operate.load.counting import LoadCounts
    from streams.operate.load.generator import LoadSummary

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


def command(
    context: typer.Context,
    rate: Annotated[str, typer.Option(help="Events a second, or max.")] = "100",
    events: Annotated[int | None, typer.Option(help="End after so many.", min=1)] = None,
    duration: Annotated[str, typer.Option(help="End after so long: 30, 30s, 10m, 1h.")] = "",
    departments: Annotated[
        int, typer.Option(help="Departments that decide; one more passes on.", min=1)
    ] = 1,
    mix: Annotated[
        str, typer.Option(help="standard, new, repeats, burdens, or a file.")
    ] = "standard",
    seed: Annotated[int, typer.Option(help="The same seed gives the same events.")] = 7,
    first: Annotated[int, typer.Option(help="Number of the first matter.", min=0)] = 0,
    journal: Annotated[
        Path | None,
        typer.Option(help="New file: topic, partition, offset, event id of each acknowledged."),
    ] = None,
    bootstrap: Annotated[str, typer.Option(help="Kafka; else that of the hub.")] = "",
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Also to a broker that is not this machine.")
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """
    Publish invented penalties and tell what the broker acknowledged; Ctrl-C ends it cleanly.

    The hub decides them like any others: never on a hub that works for a city. Exit code 1 when
    something was not acknowledged. Another run needs another --first, else all is repeats.

    \b
    hub load --rate 500 --duration 10m
    hub load --rate max --events 200000 --departments 8 --journal acknowledged.tsv
    """
    from schemas.catalogue.load import SAMPLE, read_catalogue
    from schemas.catalogue.model import Catalogue
    from streams.operate.cli.printing import print_json
    from streams.operate.load.counting import AcknowledgedJournal, LoadCounts
    from streams.operate.load.departments import deciders
    from streams.operate.load.generator import LoadBounds, load, require_loopback
    from streams.operate.load.mix import mix_of
    from streams.operate.load.traffic import Traffic
    from streams.operate.supervise.stop_signals import stop_signals
    from streams.wiring.endpoints import read_endpoints

    settings = settings_of(context, data)
    bounds = LoadBounds(rate=_rate(rate), events=events, duration_s=_duration_s(duration))
    known = read_endpoints(settings.data)
    servers = bootstrap or settings.bootstrap_servers or (known.bootstrap if known else "")
    if not servers:
        raise CannotRun(
            f"No hub has run on {settings.data} yet. Start one, or name --bootstrap.", "S2003"
        )
    if not allow_remote:
        require_loopback(servers)
    catalogue = read_catalogue(settings.catalogue or SAMPLE)
    if not isinstance(catalogue, Catalogue):
        raise CannotRun("The catalogue has holes; see: hub catalogue check")
    deciding, relayer = deciders(catalogue, departments)
    traffic = Traffic(mix=mix_of(mix), deciders=deciding, relayer=relayer)
    counted = LoadCounts(journal=None if journal is None else AcknowledgedJournal(journal))
    with stop_signals() as signals:
        messages = traffic.messages(seed, first)
        done = load(servers, messages, bounds, counted, signals.requested, _tell)
    if counted.journal is not None:
        counted.journal.close()
    progress.clear()
    if json:
        print_json(done)
    else:
        typer.echo(_closing(done))
    if not done.well:
        raise typer.Exit(1)


def _rate(text: str) -> float | None:
    if text == "max":
        return None
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate < float("inf"):
        raise CannotRun("--rate is a number of events a second above 0, or max.")
    return rate


def _duration_s(text: str) -> float | None:
    if not text:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", text)
    if found is None or not float(found[1]):
        raise CannotRun("--duration is a time like 30, 30s, 10m or 1h.")
    return float(found[1]) * _SECONDS[found[2]]


def _closing(done: "LoadSummary") -> str:
    delays = "" if done.p50_ms is None else f"; p50 {done.p50_ms:g} ms, p99 {done.p99_ms:g} ms"
    missing = f"; {done.failed:,} not acknowledged ({done.last_error})" if done.failed else ""
    return (
        f"published {done.published:,}, acknowledged {done.acknowledged:,} in "
        f"{done.seconds:.1f} s: {done.rate_per_s:,.0f}/s{delays}{missing}"
    )


def _tell(counted: "LoadCounts", seconds: float) -> None:
    rate = counted.acknowledged / seconds
    progress.show(
        f"{seconds:,.0f} s: published {counted.published:,}, "
        f"acknowledged {counted.acknowledged:,}, {rate:,.0f}/s"
    )
