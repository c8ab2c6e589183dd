"""`hub quarantine`: messages that could not be read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.operate.cli.context import Data, Json
from streams.operate.cli.options import PATIENCE_S, Because, By, Wait
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.line.command import DropQuarantined, ReplayQuarantined
    from streams.operate.cli.act_of_the_line import Asking
    from streams.operate.cli.session import HubSession

app = typer.Typer(help="Messages that could not be read.", no_args_is_help=True)

NOT_THERE = "No message from there is in quarantine. See: hub quarantine list"

Place = Annotated[str, typer.Argument(help="TOPIC/PARTITION/OFFSET, as the list shows it.")]


@app.command("list")
def show_all(
    context: typer.Context,
    all_states: Annotated[
        bool, typer.Option("--all", help="Also those replayed or dropped.")
    ] = False,
    data: Data = None,
    json: Json = False,
) -> None:
    """Show where they stand and why they could not be read."""
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session
    from streams.reading.waiting_work import quarantined

    with session(context, data) as hub:
        messages = quarantined(hub.connection, "" if all_states else "OPEN")
    if json:
        print_json(messages)
        return
    for one in messages:
        place = f"{one.topic}/{one.partition}/{one.offset}"
        typer.echo(f"{place}  {one.state}  {one.code}  {one.size_bytes} bytes  {one.appended_at}")
    typer.echo(f"{len(messages)} in quarantine")


@app.command("show")
def show(
    context: typer.Context,
    place: Place,
    by: By,
    because: Because,
    data: Data = None,
    json: Json = False,
) -> None:
    """Show one with its bytes in hexadecimal, which may hold personal data; who looked is kept."""
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session
    from streams.reading.waiting_work import quarantined, quarantined_bytes
    from streams.store.acts import ActName, OperatorAct, add_act

    at = _place(place)
    with session(context, data) as hub, hub.connection.transaction():
        found = quarantined(hub.connection, "", place=at)
        payload = quarantined_bytes(hub.connection, hub.opened().seal, *at)
        if not found or payload is None:
            raise CannotRun(NOT_THERE)
        (one,) = found
        about = f"{one.topic}/{one.partition}/{one.offset}"
        add_act(hub.connection, OperatorAct(name=ActName.SHOW, about=about, by=by, because=because))
    if json:
        print_json({"message": one, "payload_hex": payload.hex()})
        return
    typer.echo(f"{place}  {one.state}  {one.code}  {one.hint}")
    for start in range(0, len(payload), 32):
        typer.echo(f"{start:06x}  {payload[start : start + 32].hex(' ')}")


@app.command("replay")
def replay(
    context: typer.Context,
    place: Place,
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Read one again; its outcome changes, with both in its history."""
    from streams.line.command import ReplayQuarantined
    from streams.operate.cli.act_of_the_line import Asking

    topic, partition, offset = _place(place)
    doing = ReplayQuarantined(topic=topic, partition=partition, offset=offset)
    _act(context, data, doing, Asking(by=by, because=because, wait_s=wait, json=json))


@app.command("drop")
def drop(
    context: typer.Context,
    place: Place,
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Give one up; its bytes stay."""
    from streams.line.command import DropQuarantined
    from streams.operate.cli.act_of_the_line import Asking

    topic, partition, offset = _place(place)
    doing = DropQuarantined(topic=topic, partition=partition, offset=offset)
    _act(context, data, doing, Asking(by=by, because=because, wait_s=wait, json=json))


@app.command("through")
def through(
    context: typer.Context,
    place: Place,
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Let all up to one be quarantined, however many fail at the hub itself (E1508)."""
    from streams.line.command import QuarantineThrough
    from streams.operate.cli.act_of_the_line import Asking, have_taken

    topic, partition, offset = _place(place)
    doing = QuarantineThrough(topic=topic, partition=partition, offset=offset)
    have_taken(context, data, doing, Asking(by=by, because=because, wait_s=wait, json=json))


def _act(
    context: typer.Context,
    data: Path | None,
    doing: "ReplayQuarantined | DropQuarantined",
    asking: "Asking",
) -> None:
    from streams.operate.cli.act_of_the_line import have_taken
    from streams.reading.waiting_work import quarantined

    def look_first(hub: "HubSession") -> None:
        if not quarantined(hub.connection, place=(doing.topic, doing.partition, doing.offset)):
            raise CannotRun(NOT_THERE)

    have_taken(context, data, doing, asking, look_first)


def _place(text: str) -> tuple[str, int, int]:
    topic, _, rest = text.partition("/")
    partition, _, offset = rest.partition("/")
    if not (topic and partition.isdecimal() and offset.isdecimal()):
        raise CannotRun("A place is TOPIC/PARTITION/OFFSET, for example credit.events.tax/0/4711")
    return topic, int(partition), int(offset)
