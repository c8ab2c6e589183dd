"""`hub acts` and `hub holds`: who did what and why, and what is held back."""

from typing import Annotated

import typer

from streams.operate.cli.context import Data, Json


def acts(
    context: typer.Context,
    about: Annotated[
        str, typer.Option(help="Only acts about this partner, measure, directive, task or key.")
    ] = "",
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 100,
    data: Data = None,
    json: Json = False,
) -> None:
    """Every act of officers and operators with who and why, the newest first."""
    from streams.operate.cli.printing import print_json, print_lines
    from streams.operate.cli.session import session
    from streams.reading import acts as reading

    with session(context, data) as hub:
        found = reading.acts(hub.connection, about, limit)
    if json:
        print_json(found)
        return
    for act in found:
        what = " ".join(word for word in (act.name, act.about, act.detail) if word)
        entry = "" if act.entry is None else f"entry {act.entry}: "
        print_lines(
            (
                f"{act.at.isoformat(timespec='seconds')}  {what}",
                f"    by {act.by}, because {act.because}",
                f"    {entry}{act.result}",
            )
        )


def holds(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """What is held back now, by whom and why."""
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session
    from streams.reading.acts import holds_in_force

    with session(context, data) as hub:
        found = holds_in_force(hub.connection)
    if json:
        print_json(found)
        return
    for hold in found:
        scope = f"{hold.scope.lower()} {hold.name}".strip()
        since = hold.since.isoformat(timespec="seconds")
        typer.echo(f"{scope}  since {since}, by {hold.by}, because {hold.because}")
    typer.echo(f"{len(found)} in force")
