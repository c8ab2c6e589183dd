"""`hub digest`: one number for all that was decided, to compare two hubs or a replay."""

import json as json_format
from dataclasses import asdict

import typer

from streams.operate.cli.context import Data, Json, database_of, settings_of


def command(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """SHA-256 over every decided row, by table and in all, up to the line's last entry."""
    from streams.store.away import database_told
    from streams.store.connection import WALKING, connect
    from streams.store.digest import digest

    database = database_of(settings_of(context, data))
    with database_told(database), connect(database, "hub digest", WALKING) as connection:
        found = digest(connection)
    if json:
        typer.echo(json_format.dumps(asdict(found)))
        return
    for name, table in found.tables.items():
        typer.echo(f"{name:15} {table.rows:>10} rows  {table.sha256[:16]}")
    typer.echo(f"entry {found.entry}, code {found.code_version or 'unknown'}")
    typer.echo(found.sha256)
