"""A hub that lost its database after more went out: its backup, its log and its partners go on."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from integration.operate.bureau import TODAY, corrected, publish, receipts_after, wage
from integration.operate.holdings import (
    decided_all,
    held,
    holds_until,
    in_force,
    partners_of,
    rows,
    settled,
)
from integration.operate.place import PATIENCE_S, WHO, Place, hub_status
from support.databases import create_database, drop_database, with_database
from support.hub_process import HubUp, environment
from support.sending_stack import SamplePartner, await_that, free_port

from streams.operate.embedded.child import Child
from streams.operate.embedded.servers import embedded_broker
from streams.operate.replay.compare import replay
from streams.wiring.keys import load_keys
from streams.wiring.places import default_cache

PASSPHRASE = "five small boats in the rain"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Passed through by the database's own user."""
    with tempfile.TemporaryDirectory(prefix="hub-backup-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture(scope="module")
def own_broker(folder: Path) -> Iterator[str]:
    """A broker with no message of another test."""
    cache = Path(os.environ.get("HUB_CACHE") or default_cache())
    (folder / "kafka").mkdir()
    recipe, bootstrap = embedded_broker(folder / "kafka", cache, os.environ.get("HUB_MAVEN_URL"))
    child = Child(recipe)
    try:
        child.await_ready()
        yield bootstrap
    finally:
        child.stop()


@pytest.fixture
def lost(folder: Path, own_broker: str, database_server: str) -> Iterator[Place]:
    """Where the hub is until its database is lost."""
    create_database(database_server, "hub_lost")
    yield Place(
        data=folder / "lost",
        settings={
            "HUB_BOOTSTRAP_SERVERS": own_broker,
            "HUB_DATABASE_URL": with_database(database_server, "hub_lost"),
            "HUB_API_PORT": str(free_port()),
        },
    )
    drop_database(database_server, "hub_lost")


def backed_up_while_it_runs(place: Place, running: HubUp, dest: Path, keys: Path) -> dict[str, Any]:
    """A backup, taken while the line decides three hundred messages."""
    command = [str(Path(sys.executable).with_name("hub")), "backup", str(dest)]
    taking = subprocess.Popen(
        [*command, "--keys", str(keys), "--json", "--data", str(place.data)],
        env=environment(**place.settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert taking.stdin is not None
    taking.stdin.write(f"{PASSPHRASE}\n")
    taking.stdin.flush()
    for number in range(100, 400):
        publish(running.bootstrap, wage(number, disclosure="SHARED"))
        if taking.poll() is not None:
            break
    said, _ = taking.communicate(timeout=PATIENCE_S)
    assert taking.returncode == 0
    found: dict[str, Any] = json.loads(said)["manifest"]
    return found


def test_partners_end_right_after_a_restore(folder: Path, lost: Place) -> None:
    """
    What was sent after the backup is neither taken for a repeat nor left standing: partners end
    with just what the restored hub decided, and recount and replay hold.
    """
    dest, keys = folder / "backup", folder / "keys.sealed"
    with lost.up() as running:
        bootstrap = running.bootstrap
        with partners_of(running, lost) as partners:
            publish(bootstrap, *(wage(number) for number in (1, 2, 3, 4)))
            await_that(lambda: len(held(partners["bank"])) == 4, PATIENCE_S)
            await_that(lambda: settled(running.database), PATIENCE_S)
            manifest = backed_up_while_it_runs(lost, running, dest, keys)

            # Corrections told one by one; decided again in one entry they are one AMEND.
            ended = {"action": "END", "reason": "已支付", "on": TODAY}
            for days in (100, 200):
                publish(bootstrap, corrected(2, 2 + days // 200, days))
                await_that(partial(holds_until, partners["bank"], days), PATIENCE_S)
            publish(bootstrap, wage(1, 2, **ended), wage(4, 2, **ended), wage(5), wage(6))
            await_that(lambda: decided_all(running) and settled(running.database), PATIENCE_S)
            told = {name: held(partner) for name, partner in partners.items()}
            read, cursor = receipts_after(running, "")
            kept = Kept(
                dest=dest, keys=keys, entry=manifest["entry"], told=told, read=read, cursor=cursor
            )
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(PATIENCE_S)

            # Decided again with their originals in one entry, two were never imposed, and one that
            # its partners have lifted was never lifted.
            ends = [wage(5, 2, action="REVOKE", reason="撤销"), wage(6, 2, **ended)]
            publish(bootstrap, *ends, corrected(2, 4, 300), wage(4, 3))

            goes_on(folder, lost, partners, kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is left: a backup as of an entry, its keys; what partners held, and what the bureau
    read of its receipts."""

    dest: Path
    keys: Path
    entry: int
    told: dict[str, dict[str, str]]
    read: set[int]
    cursor: str


def goes_on(folder: Path, lost: Place, partners: dict[str, SamplePartner], kept: Kept) -> None:
    """The restored hub, in a new data folder with a database of its own."""
    settings = {key: value for key, value in lost.settings.items() if key != "HUB_DATABASE_URL"}
    place = Place(data=folder / "restored", settings=settings)
    sealed = ("--keys", str(kept.keys))
    said = place.do("restore", str(kept.dest), *sealed, "--json", given=PASSPHRASE)
    assert json.loads(said)["entry"] == kept.entry
    with place.up() as running:
        url = running.database
        await_that(lambda: decided_all(running), PATIENCE_S)
        assert rows(url, "SELECT 1 FROM directive WHERE generation > 0 LIMIT 1")
        assert {name: held(partner) for name, partner in partners.items()} == kept.told
        assert not rows(url, "SELECT 1 FROM directive WHERE generation > 0 AND sequence > 0")
        assert "hub retell" in hub_status(place)
        read_on, _ = receipts_after(running, kept.cursor)
        assert read_on - kept.read == {max(kept.read) + n for n in (1, 2, 3, 4)}

        retold = json.loads(place.do("retell", *WHO, "--json"))
        assert retold["taken_back"] == 4  # two measures of two partners
        await_that(lambda: settled(url), PATIENCE_S)
        for name, partner in partners.items():
            assert held(partner) == in_force(url, name)
            assert holds_until(partner, 300)
        ledgers = [f"{name}={partner.ledger_file}" for name, partner in partners.items()]
        place.do("verify", *(word for each in ledgers for word in ("--partner", each)))
        found = replay(url, running.bootstrap, load_keys(place.data / "keys"), lambda *_: None)
        assert found.equal, found.differing

        publish(running.bootstrap, wage(3, 2, action="END", reason="已支付", on=TODAY))
        await_that(lambda: decided_all(running) and settled(url), PATIENCE_S)
        assert all(held(partner) == in_force(url, name) for name, partner in partners.items())
        place.do("verify", *(word for each in ledgers for word in ("--partner", each)))
