"""`hub doctor`: what this machine and this installation are like, and what is wrong with them."""

import json as json_format
from dataclasses import asdict

import typer

from streams.operate.cli.context import Data, Json, settings_of


def command(context: typer.Context, data: Data = None, json: Json = False) -> None:
    """Check versions, servers, keys and foreign packages; exit code 1 when something is wrong."""
    from streams.operate.examination import examine

    findings = examine(settings_of(context, data))
    if json:
        typer.echo(json_format.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.subject:16} {finding.text}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)
