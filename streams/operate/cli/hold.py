"""`hub hold` and `hub release`: burdens wait, lifts and milder amendments flow."""

from typing import TYPE_CHECKING, Annotated

import typer

from streams.operate.cli.context import Data
from streams.operate.cli.options import Because, By
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from schemas.catalogue.model import Catalogue
    from streams.sending.holds import Scope

OfPartner = Annotated[str, typer.Option("--partner", help="One partner's burdens.")]
OfMeasure = Annotated[str, typer.Option("--measure", help="One measure's burdens.")]
OfSource = Annotated[
    str, typer.Option("--source", metavar="DEPARTMENT", help="What one department imposes.")
]
OfAll = Annotated[bool, typer.Option("--all", help="Every burden.")]


def hold(
    context: typer.Context,
    by: By,
    because: Because,
    partner: OfPartner = "",
    measure: OfMeasure = "",
    source: OfSource = "",
    everything: OfAll = False,
    data: Data = None,
) -> None:
    """Hold burdens back until the hold is ended. Lifts go out all the same."""
    from streams.operate.cli.session import session
    from streams.sending.holds import add_hold

    with session(context, data) as hub:
        scope, name = _scope(
            hub.opened().rules.book.catalogue, partner, measure, source, everything
        )
        add_hold(hub.connection, scope, name, by, because)
    typer.echo(f"Burdens wait: {_named(scope, name)}. Lifts flow.")


def end_hold(
    context: typer.Context,
    by: By,
    because: Because,
    partner: OfPartner = "",
    measure: OfMeasure = "",
    source: OfSource = "",
    everything: OfAll = False,
    data: Data = None,
) -> None:
    """End a hold of just this scope. What was held and is still decided goes out now."""
    from streams.operate.cli.session import session
    from streams.sending.holds import end_holds

    with session(context, data) as hub:
        scope, name = _scope(
            hub.opened().rules.book.catalogue, partner, measure, source, everything
        )
        if not end_holds(hub.connection, scope, name, by, because):
            raise CannotRun(f"There is no hold on {_named(scope, name)}.")
    typer.echo(f"Released: {_named(scope, name)}.")


def _scope(
    catalogue: "Catalogue", partner: str, measure: str, source: str, everything: bool
) -> "tuple[Scope, str]":
    from streams.sending.holds import Scope

    if (bool(partner), bool(measure), bool(source), everything).count(True) != 1:
        raise CannotRun("Name one of --partner, --measure, --source and --all.")
    if partner and partner not in catalogue.partners:
        raise CannotRun(f"The catalogue has no partner {partner}. See: hub catalogue partners")
    if measure and measure not in {row.measure for row in catalogue.measures}:
        raise CannotRun(f"The catalogue has no measure {measure}. See: hub catalogue measures")
    if source and source not in catalogue.departments:
        raise CannotRun(f"The catalogue has no department {source}. See: hub catalogue departments")
    if everything:
        return Scope.ALL, ""
    if source:
        return Scope.SOURCE, source
    return (Scope.PARTNER, partner) if partner else (Scope.MEASURE, measure)


def _named(scope: "Scope", name: str) -> str:
    return f"{scope.value.lower()} {name}".strip()
