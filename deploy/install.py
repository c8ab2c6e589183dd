"""Makes `.venv` from `requirements.lock`, on a bare machine, with the standard library alone.

Run by every `make` command. When all is there already it returns at once and says nothing.
An interrupted run leaves no stamp, so that the next one starts `.venv` afresh; what was
downloaded completely is kept in the cache and used again.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUPPORTED = ((3, 11), (3, 12), (3, 13))
NO_NETWORK = (
    "error sending request",
    "certificate",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "NewConnectionError",
    "Network is unreachable",
    "Connection refused",
    "dns error",
    "tcp connect error",
    "timed out",
    "Could not find a version that satisfies",
)


class CannotInstall(Exception):
    """The machine lacks something; the text says what, and what to do next."""


class Unreachable(CannotInstall):
    """A package index could not be reached."""


def machine_complaint(system: str, machine: str, libc: str) -> str | None:
    """Why this machine cannot run the hub, or None when it can."""
    if system == "Linux" and machine == "x86_64" and libc == "glibc":
        return None
    return (
        "The hub runs on Linux x86-64 with glibc; this is {} {} with {}. "
        "Use a machine or a container with, for example, Debian, Ubuntu, Fedora or RHEL."
    ).format(system, machine, libc or "another C library")


def version_complaint(implementation: str, version: tuple[int, ...]) -> str | None:
    """Why this interpreter cannot run the hub, or None when it can."""
    if implementation == "CPython" and version[:2] in SUPPORTED:
        return None
    return (
        "The hub needs CPython 3.11, 3.12 or 3.13; "
        f"this is {implementation} {version[0]}.{version[1]}. "
        "Install one of them, then run: make PYTHON=/path/to/python3.11"
    )


def venv_complaint(has_venv: bool, has_ensurepip: bool, version: tuple[int, ...]) -> str | None:
    """Why no virtual environment can be made, or None when it can."""
    if has_venv and has_ensurepip:
        return None
    return (
        "This Python has no working venv module. On Debian and Ubuntu run: "
        f"apt-get install python{version[0]}.{version[1]}-venv   Then run the same command again."
    )


def download_complaint(log: str) -> str:
    """What the end of a failed installation means, as one sentence with the next step."""
    if ("hash" in log.lower() and "mismatch" in log.lower()) or "DO NOT MATCH" in log:
        return (
            "A downloaded package is not the one in requirements.lock. Nothing of it was "
            "installed. Try again; if it stays so, your package mirror serves altered files."
        )
    if any(sign in log for sign in NO_NETWORK):
        return (
            "The Python package index could not be reached. Check the network (or the proxy and "
            "index settings of pip and uv), then run the same command again; what is already "
            "downloaded is kept."
        )
    if "No space left on device" in log:
        return "The disk is full: about 1 GB is needed under this folder. Free some, try again."
    return "Installing the Python packages failed; the reason stands above. Run the command again."


def cache_folder() -> Path:
    """Where downloads are kept: `HUB_CACHE`, else `build/cache` of this checkout."""
    return Path(os.environ.get("HUB_CACHE") or ROOT / "build" / "cache").resolve()


def wanted_stamp(lock: bytes, project: bytes) -> str:
    """What `.venv/.installed` holds when `.venv` fits this checkout, its lock and `pyproject`."""
    digest = hashlib.sha256(b"\0".join((lock, project, str(ROOT).encode()))).hexdigest()
    return f"{digest} {sys.implementation.cache_tag}\n"


def is_complete(venv: Path, stamp: str, *, any_lock: bool = False) -> bool:
    """Whether `venv` was made to its end for `stamp` and its interpreter still exists.

    With `any_lock` it may have been made from another lock, but with the same interpreter.
    """
    try:
        made = (venv / ".installed").read_text("utf-8")
        there = (venv / "bin" / "python").exists()
    except OSError:  # or it is another user's, and private
        return False
    same = made.split()[1:] == stamp.split()[1:] if any_lock else made == stamp
    return same and there


def usable_interpreter() -> str | None:
    """The first Python on the search path that can run the hub; asked by running it."""
    test = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in {!r})"
    for name in ("python3.11", "python3.12", "python3.13"):
        found = shutil.which(name)
        if (
            found
            and not subprocess.run(
                [found, "-c", test.format(SUPPORTED)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            ).returncode
        ):
            return found
    return None


def check_machine() -> None:
    """Raise `CannotInstall` when this machine or interpreter cannot run the hub."""
    complaints = (
        machine_complaint(platform.system(), platform.machine(), platform.libc_ver()[0]),
        version_complaint(platform.python_implementation(), sys.version_info[:2]),
        venv_complaint(
            importlib.util.find_spec("venv") is not None,
            importlib.util.find_spec("ensurepip") is not None,
            sys.version_info[:2],
        ),
    )
    for complaint in complaints:
        if complaint:
            raise CannotInstall(complaint)


@contextlib.contextmanager
def alone(build: Path) -> Iterator[None]:
    """Only one installation at a time in this checkout; a second one waits."""
    try:
        build.mkdir(exist_ok=True)
        lock = (build / "install.lock").open("w")
    except OSError as error:
        raise CannotInstall(
            f"{build} cannot be written ({error.strerror}). Run as the owner of this checkout."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(step: str, command: list[str], log: Path, show: bool) -> None:
    """Run one step to its end, with its output in `log` and, when `show`, on the terminal."""
    begun = time.monotonic()
    print(f"  {step} ...", flush=True)
    with log.open("w+", encoding="utf-8", errors="replace") as output:
        live = show and sys.stderr.isatty()
        environment = dict(
            os.environ,
            UV_CACHE_DIR=str(cache_folder() / "uv"),
            PIP_CACHE_DIR=str(cache_folder() / "pip"),
            UV_SYSTEM_CERTS=os.environ.get("UV_SYSTEM_CERTS", "true"),  # as pip does
            UV_HTTP_TIMEOUT=os.environ.get("UV_HTTP_TIMEOUT", "60"),
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            VIRTUAL_ENV=str(ROOT / ".venv"),
        )
        outcome = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=None if live else output,
            check=False,
        )
        output.seek(0)
        text = output.read()
    if outcome.returncode:
        print("\n".join(text.splitlines()[-12:]), file=sys.stderr)
        unreachable = any(sign in text for sign in NO_NETWORK)
        raise (Unreachable if unreachable else CannotInstall)(download_complaint(text))
    print(f"  {step}: done in {time.monotonic() - begun:.1f} s", flush=True)


def one_package(lock: str, name: str) -> str:
    """The lines of `lock` that pin the package `name` and its digests."""
    lines = lock.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(name + "=="))
    last = next(i for i in range(first, len(lines)) if not lines[i].endswith("\\"))
    return "\n".join(lines[first : last + 1]) + "\n"


def install(venv: Path, build: Path, stamp: str) -> None:
    """Bring `venv` to the lock; the stamp is written last.

    A complete one is changed in place; one whose making was interrupted is made afresh.
    """
    lock_file = ROOT / "requirements.lock"
    log = build / "install.log"
    python = str(venv / "bin" / "python")
    complete = is_complete(venv, stamp, any_lock=True)
    (venv / ".installed").unlink(missing_ok=True)
    if not complete:
        make = [sys.executable, "-m", "venv", "--clear", str(venv)]
        run("virtual environment", make, log, show=False)
    bootstrap = build / "uv.lock"
    bootstrap.write_text(one_package(lock_file.read_text("utf-8"), "uv"), "utf-8")
    hashed = ["install", "--require-hashes", "--no-deps", "--progress-bar", "off", "-r"]
    run("installer", [python, "-m", "pip", *hashed, str(bootstrap)], log, show=False)
    uv = str(venv / "bin" / "uv")
    pip_sync = [python, "-m", "pip", *hashed, str(lock_file)]
    itself = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    try:
        sync = [uv, "pip", "sync", "--require-hashes", "--python", python, str(lock_file)]
        run("Python packages", sync if runs(uv) else pip_sync, log, show=True)
    except Unreachable:
        # pip may know of a mirror or a proxy that uv does not read about
        run("Python packages, with pip", pip_sync, log, show=False)
    run("the hub itself", [python, "-m", "pip", "install", *itself], log, show=False)
    part = venv / ".installed.part"
    part.write_text(stamp, "utf-8")
    part.replace(venv / ".installed")


def runs(program: str) -> bool:
    """Whether `program` can be started on this machine."""
    try:
        version = subprocess.run([program, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return version.returncode == 0


def announce(venv: Path) -> None:
    """Say what is about to be downloaded, how much, and where it is kept."""
    cache = cache_folder()
    print(
        "Setting up the hub. Downloads, once:\n"
        "  Python packages  about 140 MB  into {}  (460 MB unpacked)\n"
        "  Java archives    about  45 MB  into {}  (the broker; at its first start)\n"
        "Downloads are kept in {}. `make clean` removes all of it.".format(
            venv, cache / "jars", cache
        ),
        flush=True,
    )


def main() -> int:
    """0 when `.venv` is complete afterwards, 1 after a sentence that says why it is not."""
    venv, build = ROOT / ".venv", ROOT / "build"
    try:
        if version_complaint(platform.python_implementation(), sys.version_info[:2]):
            other = usable_interpreter()
            if other:
                return subprocess.run([other, __file__], check=False).returncode
        check_machine()
        stamp = wanted_stamp(
            *((ROOT / file).read_bytes() for file in ("requirements.lock", "pyproject.toml"))
        )
        if is_complete(venv, stamp):
            return 0
        with alone(build):
            if is_complete(venv, stamp):
                return 0
            begun = time.monotonic()
            announce(venv)
            install(venv, build, stamp)
            print(f"Set up in {time.monotonic() - begun:.1f} s.", flush=True)
    except CannotInstall as refused:
        print(f"\n{refused}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next run begins where it is safe.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
