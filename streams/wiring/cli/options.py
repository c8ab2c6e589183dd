"""Options of every command that acts or asks about somebody."""

from typing import Annotated

import typer

By = Annotated[str, typer.Option("--by", help="Who acts or asks; kept with it.")]
Because = Annotated[str, typer.Option("--because", help="Why; kept with the act.")]
Wait = Annotated[float, typer.Option("--wait", help="Seconds to wait for a worker.", min=1)]
PATIENCE_S = 60.0
