"""`hub verify`: the invariants, recounted from outside evidence."""

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.operate.cli import progress
from streams.operate.cli.context import Data, Json, broker_of, database_of, settings_of
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from monitoring.verify.verification import Evidence
    from monitoring.verify.witness import PartnerWitness

#: Nothing can be said: the evidence was not there to be looked at.
CANNOT_SEE = 2


def command(
    context: typer.Context,
    data: Data = None,
    sample: Annotated[
        int | None,
        typer.Option(
            min=1, help="Recount measures and facts of so many subjects only, drawn by lot."
        ),
    ] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option(help="A partner to ask what it holds: NAME=URL, or NAME=FILE of its ledger."),
    ] = None,
    json: Json = False,
) -> None:
    """Recount what was lost, doubled, without ground or told otherwise; exit code 1 if any is."""
    from monitoring.verify.report import as_json, lines
    from monitoring.verify.verification import verify
    from streams.operate.cli.printing import print_failure

    try:
        found = verify(_evidence(context, data, partner or []), sample, _progress)
    except CannotRun as reason:
        print_failure(reason, json=json)
        raise typer.Exit(CANNOT_SEE) from None
    if json:
        typer.echo(json_format.dumps(as_json(found), ensure_ascii=False))
    else:
        for line in lines(found):
            typer.echo(line)
    if not found.holds:
        raise typer.Exit(1)


def _evidence(context: typer.Context, data: Path | None, partners: list[str]) -> "Evidence":
    from monitoring.verify.verification import Evidence
    from streams.wiring.keys import load_keys

    settings = settings_of(context, data)
    return Evidence(
        database=database_of(settings),
        bootstrap=broker_of(settings),
        keys=load_keys(settings.keys_folder),
        witnesses=tuple(map(_witness, partners)),
    )


def _witness(option: str) -> "PartnerWitness":
    from monitoring.verify.witness import FileWitness, HttpWitness

    name, _, place = option.partition("=")
    if not place:
        raise CannotRun(
            f"--partner {name}: give NAME=URL or NAME=FILE, for example bank=http://127.0.0.1:8081"
        )
    if place.startswith(("http://", "https://")):
        return HttpWitness(partner=name, address=place)
    return FileWitness(partner=name, file=Path(place))


def _progress(step: str, done: int, total: int | None) -> None:
    of = "" if total is None else f" of {total:,}"
    progress.show("" if done == total else f"{step}: {done:,}{of}")
