"""Where a running hub is reached: written by `hub up`, read by the other commands."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from streams.wiring.failures import CannotRun
from streams.wiring.whole_file import write_whole

#: All that a hub starts by itself listens here alone.
LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Addresses of one running hub."""

    #: Kafka, `host:port[,…]`.
    bootstrap: str
    #: The schema registry, as Confluent's clients take it.
    registry: str
    #: PostgreSQL; an embedded one names the file of its password, not the password.
    database: str = field(repr=False)
    api: str

    def without_password(self) -> "Endpoints":
        """The same addresses, fit to be shown."""
        scheme, _, rest = self.database.partition("://")
        place, slash, database = rest.partition("/")
        user, at, servers = place.rpartition("@")
        shown = f"{scheme}://{user.partition(':')[0]}{at}{servers}{slash}{database}"
        return replace(self, database=shown)

    def as_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self))


def write_endpoints(data: Path, endpoints: Endpoints) -> None:
    """Leave the addresses in the data folder, readable by its owner only."""
    write_whole(data / "endpoints.json", endpoints.as_json())


def read_endpoints(data: Path) -> Endpoints | None:
    """
    The addresses of the hub that runs, or last ran, on the data folder; None if none has.

    Raises `CannotRun` where they cannot be read.
    """
    file = data / "endpoints.json"
    try:
        return Endpoints(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except OSError as refused:
        raise CannotRun(
            f"{file} cannot be read ({refused.strerror}). Run as the owner of the data folder, or "
            "name another folder with --data."
        ) from refused
    except (ValueError, TypeError):
        raise CannotRun(
            f"{file} is damaged. The next start writes it anew: hub down, then hub up."
        ) from None
