"""Settings of the hub: environment variables that begin with `HUB_`, all checked at once."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import parse_qs

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from streams.wiring.failures import CannotRun, Fault
from streams.wiring.libpq_variables import refused_variables
from streams.wiring.places import default_cache, default_data

PREFIX = "HUB_"

#: The servers: `hub up` names them to its processes, none of which runs without.
SERVERS: Final = ("bootstrap_servers", "database_url")

_CONTRADICTION: Final = "contradiction"


class SettingsInvalid(CannotRun):
    """Some settings are wrong; the text names each by its key, and never shows a value."""


def _servers(given: str) -> str:
    for address in given.split(","):
        host, _, port = address.strip().rpartition(":")
        if not host or not (port.isascii() and port.isdigit()):
            raise ValueError("must be host:port, more of them separated by commas")
    return given


def _database(given: str) -> str:
    """An address as PostgreSQL's own library reads it: several servers too, also by IPv6."""
    scheme, _, rest = given.partition("://")
    address, _, query = rest.partition("?")
    place, _, database = address.partition("/")
    if scheme not in {"postgresql", "postgres"} or not database:
        raise ValueError("must be postgresql://user@host:port/database")
    if place.count("@") > 1 or "@" in database or not _is_read(given):
        # What reads it would tell part of a password as host, port or fault.
        raise ValueError("is not read as it is meant: write @ as %40, / as %2F and % as %25 in it")
    asked = parse_qs(query, keep_blank_values=True)
    if "password" in asked:
        raise ValueError(
            "names the password after the ?, where logs and lists of processes show it: write "
            "passfile= with the path of a file (libpq's .pgpass)"
        )
    if ":" in place.rpartition("@")[0] and "passfile" in asked:
        raise PydanticCustomError(
            _CONTRADICTION, "names a password and a passfile: keep one of them"
        )
    return given


def _is_read(address: str) -> bool:
    """Whether PostgreSQL's own library makes parts of an address."""
    # Only here: most commands are given no address, and loading the library takes longer than they.
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(address)
    except ProgrammingError:
        return False
    return True


def _folder(given: Path) -> Path:
    try:
        folder = given.expanduser().absolute()
    except RuntimeError:
        raise ValueError("begins with the home folder of a user who has none here") from None
    if folder.exists() and not folder.is_dir():
        raise ValueError("must be a folder, and is something else")
    return folder


Folder = Annotated[Path, AfterValidator(_folder)]


class Settings(BaseSettings):
    """All settings, with what holds when they are not given. Made by `read_settings` only."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    #: Folder for all that the hub keeps: data of the embedded servers, keys, ports, logs.
    data: Folder = Field(default_factory=default_data)
    #: Folder of the key files; `keys` in the data folder when not given.
    keys: Folder | None = None
    #: Folder of downloads.
    cache: Folder = Field(default_factory=default_cache)
    #: Addresses of an existing Kafka cluster; without it the hub runs a broker of its own.
    bootstrap_servers: Annotated[str, AfterValidator(_servers)] | None = None
    #: Address of an existing PostgreSQL database; without it the hub runs a server of its own.
    database_url: Annotated[str, AfterValidator(_database)] | None = Field(None, repr=False)
    #: Folder of the catalogue of another city; the sample catalogue when not given.
    catalogue: Folder | None = None
    #: Port of the HTTP API on 127.0.0.1; chosen once and kept when not given.
    api_port: int | None = Field(None, ge=1, le=65535)
    #: How many workers run; one decides, the others stand by.
    workers: int = Field(1, ge=1, le=8)
    #: Whether the line runs as the machine code of `make compile` where that is up to date.
    machine_code: Literal["auto", "never"] = "auto"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    #: Another Maven repository to fetch the broker's Java archives from.
    maven_url: Annotated[str, Field(pattern="^https?://")] | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what was passed in: the process environment is read in one place, by the caller."""
        return (init_settings,)

    @property
    def keys_folder(self) -> Path:
        """Folder of the key files."""
        return self.keys or self.data / "keys"


def read_settings(environment: Mapping[str, str], needed: tuple[str, ...] = ()) -> Settings:
    """The settings in `environment`; empty values count as not given.

    Raises `SettingsInvalid` with a line for every setting that is wrong or unknown, and for each of
    `needed` that is missing, and for each variable of libpq that would change its sessions.
    """
    given = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(PREFIX) and value
    }
    faults = [_fault(name, "S1001", "is missing") for name in needed if name not in given]
    faults += refused_variables(environment)
    settings = None
    try:
        settings = Settings.model_validate(given)
    except ValidationError as invalid:
        faults += _faults(invalid)
    if settings is None or faults:
        raise SettingsInvalid.because_of(faults, "Some settings are wrong:")
    return settings


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables from which `read_settings` makes the same settings in another process."""
    return {
        f"{PREFIX}{name}".upper(): str(value)
        for name, value in settings.model_dump().items()
        if value is not None
    }


def _faults(invalid: ValidationError) -> Iterator[Fault]:
    for error in invalid.errors(include_input=False, include_context=False):
        name = str(error["loc"][0])
        if error["type"] == _CONTRADICTION:
            yield _fault(name, "S1003", error["msg"])
        elif error["type"] == "extra_forbidden":
            yield _fault(name, "S1002", f"there is no such setting{_near(name)}")
        else:
            yield _fault(name, "S1002", error["msg"].removeprefix("Value error, "))


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, Settings.model_fields, n=1)
    return f", did you mean {PREFIX}{near[0].upper()}?" if near else ""


def _fault(name: str, code: str, text: str) -> Fault:
    return Fault(code=code, text=f"{PREFIX}{name.upper()}: {text}")
