"""
`make upgrade-play FROM=<commit>`: a city played on an earlier version goes on with this one.

The earlier version is checked out into `build/upgrade/`, plays the demonstration on real servers,
takes a load and a tick, and is backed up. This version then restores that backup beside the same
log, and starts on the data folder itself, as an upgrade in place does. After both, `hub verify`
holds and `hub replay` decides the whole journal again to the same state. Else exit code 1.

Where this version stores a table in another form than the earlier one, its rows of before cannot
come out equal: `--may-differ TABLE` allows that for this table and for no other.
"""

import argparse
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "upgrade"
WHO = ("--by", "upgrade play", "--because", "an upgrade is tried")

#: After the demonstration, which ends on 2026-06-02.
TICKED, TICKED_BY_THIS = "2026-06-05", "2026-06-08"
READY_S = 120.0


class Failed(Exception):
    """A step came to something else than it must; the text says which."""


def main(arguments: Sequence[str]) -> int:
    """0 when everything held."""
    parser = argparse.ArgumentParser(prog="upgrade_play.py", description=__doc__)
    parser.add_argument("commit", help="the earlier version, as git names it")
    parser.add_argument("--events", type=int, default=4000, help="how many events the load has")
    parser.add_argument("--may-differ", nargs="*", default=[], help="tables of another form")
    given = parser.parse_args(arguments)
    allowed = frozenset(given.may_differ)
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    os.environ.setdefault("HUB_CACHE", str(ROOT / "build" / "cache"))
    played, restored = BUILD / "played", BUILD / "restored"
    passphrase = secrets.token_hex(16)
    try:
        _play(_checked_out(given.commit), played, given.events, passphrase)
        _restored(played, restored, passphrase, allowed)
        _in_place(played, allowed)
    except Failed as reason:
        print(reason, file=sys.stderr)
        return 1
    print("Everything held: restored, and upgraded in place.")
    return 0


def _checked_out(commit: str) -> Path:
    """The earlier version, set up for itself."""
    earlier = BUILD / "earlier"
    _run("git", "clone", "--quiet", "--no-checkout", str(ROOT), str(earlier))
    _run("git", "checkout", "--quiet", commit, cwd=earlier)
    _run("python3", "deploy/install.py", cwd=earlier)
    return earlier


def _play(earlier: Path, data: Path, events: int, passphrase: str) -> None:
    """What the earlier version leaves: a data folder with the hub down, and a backup with keys."""
    binaries = earlier / ".venv" / "bin"
    hub = str(binaries / "hub")
    _run(str(binaries / "python"), "-m", "deploy.demo.run", "--data", str(data), cwd=earlier)
    with _up(hub, data):
        _run(hub, "load", "--events", str(events), "--rate", "400", "--departments", "4", data=data)
        _run(hub, "tick", "--on", TICKED, *WHO, data=data)
        _run(hub, "verify", data=data)
        keys = str(BUILD / "hub.keys")
        _run(hub, "backup", str(BUILD / "backup"), "--keys", keys, data=data, typed=passphrase)


def _restored(played: Path, restored: Path, passphrase: str, allowed: frozenset[str]) -> None:
    """This version holds on the backup, beside the earlier version's log."""
    hub = str(Path(sys.executable).with_name("hub"))
    restored.mkdir()
    shutil.copytree(played / "broker", restored / "broker")
    for name in ("ports.json", "manual-clock"):
        shutil.copy(played / name, restored / name)
    keys = str(BUILD / "hub.keys")
    _run(hub, "restore", str(BUILD / "backup"), "--keys", keys, data=restored, typed=passphrase)
    with _up(hub, restored):
        _run(hub, "retell", *WHO, data=restored)
        _judged(hub, restored, allowed)


def _in_place(played: Path, allowed: frozenset[str]) -> None:
    """This version holds on the data folder itself, also after another tick."""
    hub = str(Path(sys.executable).with_name("hub"))
    with _up(hub, played):
        _run(hub, "tick", "--on", TICKED_BY_THIS, *WHO, data=played)
        _judged(hub, played, allowed)


def _judged(hub: str, data: Path, allowed: frozenset[str]) -> None:
    _run(hub, "verify", data=data)
    print("$ hub replay --json", flush=True)
    settings = {**os.environ, "HUB_DATA": str(data)}
    done = subprocess.run(
        [hub, "replay", "--json"], env=settings, stdout=subprocess.PIPE, text=True, check=False
    )
    print(done.stdout, end="", flush=True)
    if not done.stdout:
        raise Failed(f"hub replay ended with {done.returncode} and said nothing.")
    if differing := set(json.loads(done.stdout)["differing"]) - allowed:
        raise Failed(f"hub replay decided otherwise in: {', '.join(sorted(differing))}.")


@contextmanager
def _up(hub: str, data: Path) -> Iterator[None]:
    """The hub on this data folder, ready; ended afterwards."""
    command = [hub, "up", "--json", "--data", str(data)]
    with (BUILD / "up.log").open("a") as log:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert running.stdout is not None
        if '"bootstrap"' not in running.stdout.readline():
            raise Failed(f"{hub} did not start on {data}; see {log.name}.")
        yield
    finally:
        running.terminate()
        running.wait(timeout=READY_S)


def _run(
    *command: str, cwd: Path = ROOT, data: Path | None = None, typed: str | None = None
) -> None:
    """The command ends with 0, and what it says is shown."""
    print(f"$ {' '.join([Path(command[0]).name, *command[1:]])}", flush=True)
    settings = {**os.environ, **({} if data is None else {"HUB_DATA": str(data)})}
    done = subprocess.run(command, cwd=cwd, env=settings, input=typed, text=True, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command)} ended with {done.returncode}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
