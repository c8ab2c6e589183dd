"""What an address may ask beside its path: nothing unknown is passed over, nothing said twice."""

from fastapi import Request
from fastapi.routing import APIRoute

from streams.api.problems import Turned


def require_known(request: Request) -> None:
    """
    Raises `Turned` for a parameter that the address has not, or that stands there twice.

    A misspelt `dry_run` that is passed over would publish what was only to be looked at.
    """
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    known = [parameter.alias for parameter in route.dependant.query_params]
    asked = [name for name, _ in request.query_params.multi_items()]
    if len(set(asked)) < len(asked) or not set(asked) <= set(known):
        takes = f"no other parameters than {', '.join(known)}" if known else "no parameters"
        raise Turned("H1004", f"This address takes {takes}, each once and with a value.")
