"""Options of every command that acts or asks about somebody."""

from typing import Annotated

import typer

from streams.wiring.failures import CannotRun


def _not_blank(parameter: typer.CallbackParam, value: str) -> str:
    """Refuse a blank before anything is done: an act without who and why cannot be answered for."""
    if not value.strip():
        raise CannotRun(f"Say who acts and why: {parameter.opts[0]} may not be blank.")
    require_readable(parameter.opts[0], value)
    return value


def require_readable(option: str, value: str) -> None:
    """Raises `CannotRun` for bytes that are no UTF-8: nobody could read who it was, and why."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CannotRun(
            f"{option} is not written in UTF-8. Set the terminal and LANG to UTF-8 (it may be set "
            "to GBK), and type it again."
        ) from None


By = Annotated[
    str, typer.Option("--by", help="Who acts or asks; kept with it.", callback=_not_blank)
]
Because = Annotated[
    str, typer.Option("--because", help="Why; kept with the act.", callback=_not_blank)
]


def _none_blank(parameter: typer.CallbackParam, values: list[str]) -> list[str]:
    return [_not_blank(parameter, value) for value in values]


Reasons = Annotated[
    list[str],
    typer.Option(
        "--because", help="Why; kept with the act. May be said twice.", callback=_none_blank
    ),
]
Wait = Annotated[float, typer.Option("--wait", help="Seconds to wait for a worker.", min=1)]
PATIENCE_S = 60.0
