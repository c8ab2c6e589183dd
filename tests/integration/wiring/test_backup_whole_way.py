"""A hub that lost its database after more went out: its backup, its log and its partners go on."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from databases import create_database, drop_database, with_database
from hub_process import HubUp, environment, hub, hub_up
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from scenario.codes import uscc
from sending_stack import Installation, SamplePartner, await_that, free_port

from schemas.codec import Record, encode
from schemas.samples import sample
from streams.wiring.embedded.child import Child
from streams.wiring.embedded.places import default_cache
from streams.wiring.embedded.servers import embedded_broker
from streams.wiring.keys import load_keys
from streams.wiring.replay.compare import replay

PATIENCE_S = 120.0
PASSPHRASE = "five small boats in the rain"
TODAY = datetime.now(UTC).date()
WHO = ("--by", "operator", "--because", "the disk was lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A data folder with its settings; the broker is somebody else's and stays."""

    data: Path
    settings: dict[str, str]

    def up(self) -> Any:
        """The hub on it."""
        return hub_up(self.data, env=environment(**self.settings))

    def do(self, *arguments: str, given: str = "") -> str:
        """Run a command that does what it should."""
        done = subprocess.run(
            [Path(sys.executable).with_name("hub"), *arguments, "--data", str(self.data)],
            env=environment(**self.settings),
            input=given,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


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


def publish(bootstrap: str, *records: Record) -> None:
    """Wage entries of the labour bureau, each acknowledged."""
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    for record in records:
        value = encode("credit.events.ListEntry", record)
        producer.send("credit.events.hrss", key=record["record_no"].encode(), value=value)
    producer.flush()
    producer.close()


def wage(number: int, version: int = 1, **changed: object) -> Record:
    """A wage entry about a company of its own, in force for a year."""
    days = {
        "decided_on": TODAY - timedelta(days=1),
        "effective_from": None,
        "effective_until": TODAY + timedelta(days=365),
        "served_on": None,
        "published_on": None,
    }
    said = sample("credit.events.ListEntry")
    about = {
        **said["subject"],
        "name": f"第{number}公司",
        "uscc": uscc("91", f"{number:08d}"),
        "org_code": "",
    }
    own = {"record_no": f"W{number}", "document_no": f"样人社监列〔2026〕{number}号"}
    return said | days | own | {"version": version, "subject": about, **changed}


def corrected(number: int, version: int, days: int) -> Record:
    """The same with another last day."""
    until = TODAY + timedelta(days=days)
    return wage(number, version, action="CORRECT", effective_until=until)


@contextmanager
def partners_of(running: HubUp, place: Place) -> Iterator[dict[str, SamplePartner]]:
    """The bank by webhook and the procurement centre by its topic; they outlive the hub."""
    root = Path(__file__).parents[3]
    installation = Installation(
        environment=environment(PYTHONPATH=str(root), HUB_DATA=str(place.data)),
        bootstrap=running.bootstrap,
        database_url=running.database,
        data=place.data,
    )
    made = {}
    try:
        for profile in ("bank", "procurement"):
            partner = SamplePartner(installation, profile, free_port(), hub=running.api)
            made[profile] = partner
            partner.start()
            key = str(partner.ledger_file.with_suffix(".key.pub"))
            address = ["--url", f"{partner.url}/directives"] if profile == "bank" else []
            place.do("partner", "connect", profile, *address, "--public-key", key, *WHO)
        yield made
    finally:
        for partner in made.values():
            partner.stop()


def rows(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def settled(url: str) -> bool:
    """Whether every directive was answered or will not go."""
    open_ones = "SELECT 1 FROM directive WHERE answer IS NULL AND superseded_at IS NULL"
    return not rows(url, open_ones)


def held(partner: SamplePartner) -> dict[str, str]:
    """Subject key → last day, of all a partner holds."""
    return {str(one["subject_key"]): str(one["valid_until"]) for one in partner.holds()}


def holds_until(partner: SamplePartner, days: int) -> bool:
    """Whether a partner holds something until a day so many days from today."""
    return str(TODAY + timedelta(days=days)) in held(partner).values()


def in_force(url: str, partner: str) -> dict[str, str]:
    """The same, as the hub decided it last."""
    return dict(
        rows(
            url,
            "SELECT subject::text, valid_until::text FROM ("
            "  SELECT DISTINCT ON (measure_id) subject, valid_until, action FROM directive"
            f"  WHERE partner = '{partner}' ORDER BY measure_id, n DESC) last"
            " WHERE action <> 'LIFT'",
        )
    )


def receipts_after(running: HubUp, after: str) -> tuple[set[int], str]:
    """Offsets of all receipts the bureau gets behind a cursor, and the cursor to go on with."""
    found: set[int] = set()
    while True:
        given = {"after": after, "limit": "1000"}
        said = httpx.get(f"{running.api}/departments/hrss/receipts", params=given).json()
        if not said["receipts"]:
            return found, after
        found |= {receipt["offset"] for receipt in said["receipts"]}
        after = said["next"]


def decided_all(running: HubUp) -> bool:
    """Whether the line decided everything that was published."""
    consumer = KafkaConsumer(bootstrap_servers=running.bootstrap)
    topic = TopicPartition("credit.events.hrss", 0)
    end = consumer.end_offsets([topic])[topic]
    consumer.close()
    return rows(
        running.database,
        "SELECT p.next_offset FROM position p JOIN topic t ON t.no = p.topic_no"
        " WHERE t.name = 'credit.events.hrss'",
    ) == [(end,)]


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


def hub_status(place: Place) -> str:
    return hub("status", "--data", str(place.data), **place.settings).stdout
