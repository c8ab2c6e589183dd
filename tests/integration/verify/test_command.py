"""`hub verify` as an operator runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from integration.verify.city import RING
from integration.verify.conftest import Copy

from streams.wiring.keys import LOSS


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A folder with the city's keys."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    for name in LOSS:
        (folder / name).write_text(f"1 {RING.current.hex()}\n", "ascii")
        (folder / name).chmod(0o600)
    return folder


def run(
    copy: Copy, keys: Path, *options: str, **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Run the command with the copy's database and the city's broker."""
    environment: Mapping[str, str] = {
        "PATH": os.environ["PATH"],
        "HUB_DATA": str(keys.parent),
        "HUB_KEYS": str(keys),
        "HUB_DATABASE_URL": copy.url,
        "HUB_BOOTSTRAP_SERVERS": copy.city.bootstrap,
        **settings,
    }
    hub = "from streams.operate.cli.begin import main; main()"
    return subprocess.run(
        [sys.executable, "-c", hub, "verify", *options],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_in_order(copy: Copy, keys: Path) -> None:
    """A hub in order gives a line for each invariant with what was counted, and exit code 0."""
    done = run(copy, keys)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    assert [line.split(":")[0] for line in said[1:6]] == [
        "ok   1 nothing lost",
        "ok   2 once in effect",
        "ok   3 no measure outlives its ground",
        "ok   4 no measure without a basis",
        "ok   5 the pool is told as it stands",
    ]
    assert said[-1] == "partners asked: nobody"
    assert done.stderr == ""


def test_out_of_order(copy: Copy, keys: Path) -> None:
    """A difference is named below its invariant, and the exit code is 1."""
    copy.run("DELETE FROM directive WHERE action = 'LIFT' AND measure = 'BNK-02'")
    done = run(copy, keys)
    assert done.returncode == 1
    assert "BAD  3 no measure outlives its ground: " in done.stdout
    assert "     no ground: BNK-02 " in done.stdout
    assert "the court ended it by an order" in done.stdout


def test_for_programs(copy: Copy, keys: Path) -> None:
    """With --json one line says the same, and names no identity number."""
    copy.run("DELETE FROM directive WHERE measure = 'LND-04'")
    done = run(copy, keys, "--json", "--sample", "100")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert not said["holds"]
    assert [i["holds"] for i in said["invariants"]] == [True, False, False, True, True]
    assert said["invariants"][2]["found"] == {"owed": 2}
    assert "1990" not in done.stdout.replace(said["day"], "")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"HUB_BOOTSTRAP_SERVERS": "127.0.0.1:9"},
            "S2001 The broker at 127.0.0.1:9 does not answer",
        ),
        (
            {"HUB_DATABASE_URL": "postgresql://hub@127.0.0.1:9/hub"},
            "S2002 The database does not answer: connection failed",
        ),
        ({"HUB_KEYS": "/nonexistent"}, "The hub does not start without its keys"),
        ({"HUB_DATABASE_URL": ""}, "S2003 No hub has run on"),
    ],
    ids=["broker", "database", "keys", "nowhere"],
)
def test_nothing_to_be_seen(
    copy: Copy, keys: Path, settings: dict[str, str], sentence: str
) -> None:
    """Where the evidence cannot be seen, a sentence says what is away, and the exit code is 2."""
    done = run(copy, keys, **settings)
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert json.loads(run(copy, keys, "--json", **settings).stdout)["error"] == done.stderr.strip()


def test_a_partner_without_an_address(copy: Copy, keys: Path) -> None:
    """A partner is named with an address, else a sentence shows how."""
    done = run(copy, keys, "--partner", "bank")
    assert done.returncode == 2
    assert "NAME=URL" in done.stderr
