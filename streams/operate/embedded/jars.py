"""The broker's Java archives: fetched once, and checked against `jars.lock` at every start."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from streams.operate.embedded.failures import ServerUnavailable

if TYPE_CHECKING:
    import httpx

#: Called with (archives ready, archives in all).
Progress = Callable[[int, int], None]

LOCK = Path(__file__).with_name("jars.lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jar:
    """One archive of the lock."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """Name of the file, unique within the lock."""
        return f"{self.artifact}-{self.version}.jar"

    @property
    def path(self) -> str:
        """Place below the base address of a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.file_name}"


def read_lock(text: str) -> tuple[Jar, ...]:
    """The archives that `text` lists, one `group:artifact:version sha256` a line."""
    jars = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        coordinates, sha256 = line.split()
        group, artifact, version = coordinates.split(":")
        jars.append(Jar(group=group, artifact=artifact, version=version, sha256=sha256))
    return tuple(jars)


def is_intact(file: Path, jar: Jar) -> bool:
    """Whether `file` exists and has exactly the bytes that the lock asks for."""
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == jar.sha256
    except FileNotFoundError:
        return False


def ensure_jars(
    folder: Path, jars: Sequence[Jar], base_url: str, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Return the paths of `jars` in `folder`, each with the SHA-256 of the lock.

    What is missing or altered is fetched from `base_url`; a file gets its final name only after
    its digest was checked. Processes that share the folder wait for each other. Raises
    `ServerUnavailable` when an archive cannot be had, or is not the one in the lock.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        wanting = [jar for jar in jars if not is_intact(folder / jar.file_name, jar)]
        if wanting:
            _fetch(folder, wanting, base_url, progress or _silent)
    return tuple(folder / jar.file_name for jar in jars)


def _silent(_ready: int, _total: int) -> None:
    pass


def _fetch(folder: Path, jars: Sequence[Jar], base_url: str, progress: Progress) -> None:
    import httpx

    with httpx.Client(base_url=base_url, timeout=60.0, follow_redirects=True) as client:
        for ready, jar in enumerate(jars):
            progress(ready, len(jars))
            _fetch_one(client, folder, jar)
    progress(len(jars), len(jars))


def _fetch_one(client: "httpx.Client", folder: Path, jar: Jar) -> None:
    import httpx

    part = folder / f"{jar.file_name}.part"
    try:
        with client.stream("GET", jar.path) as reply, part.open("wb") as file:
            reply.raise_for_status()
            for chunk in reply.iter_bytes():
                file.write(chunk)
    except httpx.HTTPStatusError as refused:
        raise ServerUnavailable(
            f"The Maven repository answered {refused.response.status_code} for {jar.file_name}. "
            "Check HUB_MAVEN_URL if you set it, else try again later."
        ) from refused
    except httpx.HTTPError as unreachable:
        raise ServerUnavailable(
            f"The Maven repository could not be reached for {jar.file_name} "
            f"({type(unreachable).__name__}). Check the network or proxy and run the same command "
            "again; archives already fetched are kept. A mirror can be named in HUB_MAVEN_URL."
        ) from unreachable
    if not is_intact(part, jar):
        part.unlink()
        raise ServerUnavailable(
            f"{jar.file_name} was fetched, but is not the file in jars.lock; it was thrown away. "
            "Try again; if it stays so, the repository or mirror serves an altered file."
        )
    part.replace(folder / jar.file_name)
