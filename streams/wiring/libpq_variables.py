"""Variables by which PostgreSQL's own library (libpq) is told how to connect, `PG…`."""

from collections.abc import Iterator, Mapping
from typing import Final

from streams.wiring.failures import Fault

#: What each would change in every session, whatever the session says itself.
REFUSED: Final[Mapping[str, str]] = {
    "PGCLIENTENCODING": "would change in which letters the hub and the database talk",
    "PGDATESTYLE": "would change how days are written",
    "PGGEQO": "would change how statements are planned",
    "PGOPTIONS": "would be passed over: each session of the hub has options of its own",
    "PGTZ": "would change by which clock the database names a time",
}


def libpq_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Those of `environment` that the hub's own processes and PostgreSQL's programs get too."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith("PG") and name not in REFUSED
    }


def refused_variables(environment: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for each variable that is set and would change what sessions rely on (S1002)."""
    for name, why in REFUSED.items():
        if environment.get(name):
            text = f"{name}: {why}. Unset it for the hub; of a role: ALTER ROLE … SET"
            yield Fault(code="S1002", text=text)
