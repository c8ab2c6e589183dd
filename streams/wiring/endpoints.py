"""Where a running hub is reached: written by `hub up`, read by the other commands."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit


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
        address = urlsplit(self.database)
        user, at, place = address.netloc.rpartition("@")
        netloc = f"{user.partition(':')[0]}{at}{place}"
        return replace(self, database=urlunsplit(address._replace(netloc=netloc)))

    def as_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self))


def write_endpoints(data: Path, endpoints: Endpoints) -> None:
    """Leave the addresses in the data folder, readable by its owner only."""
    part = data / "endpoints.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(endpoints.as_json())
    part.replace(data / "endpoints.json")


def read_endpoints(data: Path) -> Endpoints | None:
    """The addresses of the hub that runs, or last ran, on the data folder."""
    file = data / "endpoints.json"
    return Endpoints(**json.loads(file.read_text("utf-8"))) if file.exists() else None
