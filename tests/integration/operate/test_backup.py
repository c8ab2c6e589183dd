"""`hub backup` and `hub restore`: what is whole comes back, what is not is refused."""

import json
import resource
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from integration.operate.conftest import STREAM, IdleHub, tables

from streams.operate.backup.manifest import read_manifest, sealed, write_manifest
from streams.operate.cli import backup as backup_command
from streams.store.connection import connect
from streams.store.digest import digest
from streams.store.migrate import migrate
from streams.store.schema_version import MIGRATIONS
from streams.wiring.endpoints import Endpoints, write_endpoints
from streams.wiring.failures import CannotRun
from streams.wiring.keys import load_keys, make_missing_keys, rotate

PASSPHRASE = "five small boats in the rain"
ENTRY = (
    "INSERT INTO journal VALUES (1, gen_random_uuid(), 'TICK', '2026-07-14', now(), 0, '1', '{}')"
)


def test_what_comes_back_is_what_was_there(idle_hub: IdleHub, backup: Path, empty: IdleHub) -> None:
    """Digests are equal, and every stream goes on above all that was ever given."""
    before = int(datetime.now(UTC).timestamp()) << 20
    found = json.loads(empty.run("restore", str(backup), "--json").output)
    with idle_hub.connection() as original, connect(empty.database, "hub test") as restored:
        assert digest(restored) == digest(original)
        streams = restored.execute("SELECT last_sequence FROM stream").fetchall()
        generations = restored.execute("SELECT number, after_entry, told_at FROM generation")
        assert generations.fetchall() == [(found["generation"], found["entry"], None)]
    assert streams == [(found["generation"],)]
    assert before <= found["generation"] < 1 << 53


def test_only_its_owner_can_read_it_and_no_key_is_in_it(idle_hub: IdleHub, backup: Path) -> None:
    """The folder is private, its files too, and no key stands in them."""
    assert backup.stat().st_mode & 0o777 == 0o700
    files = list(backup.iterdir())
    assert {file.name for file in files} == {"database.dump", "manifest.json"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    for key in (file for file in idle_hub.keys.iterdir() if file.is_file()):
        digits = key.read_text().split()[1]
        for file in files:
            content = file.read_bytes()
            assert digits.encode() not in content
            assert bytes.fromhex(digits) not in content


def test_a_backup_that_is_not_whole_is_refused(backup: Path, empty: IdleHub) -> None:
    """Cut off, copied in part, altered: each has its own sentence, and nothing is made."""
    dump, manifest = backup / "database.dump", backup / "manifest.json"
    content, said = dump.read_bytes(), manifest.read_text()
    spoiled: list[tuple[Callable[[], object], str]] = [
        (manifest.unlink, "no manifest.json"),
        (lambda: dump.write_bytes(content[:-1]), "was cut off"),
        (lambda: dump.write_bytes(content[:-1] + bytes([content[-1] ^ 1])), "digest does not fit"),
        (dump.unlink, "0 bytes instead of"),
        (lambda: manifest.write_text(said.replace('"entry": 0', '"entry": 1')), "was altered"),
        (lambda: manifest.write_text(said[:-20]), "is damaged"),
    ]
    for spoil, sentence in spoiled:
        spoil()
        with pytest.raises(CannotRun, match=sentence):
            empty.run("restore", str(backup))
        dump.write_bytes(content)
        manifest.write_text(said)
    assert tables(empty.database) == 0
    with pytest.raises(CannotRun, match="no backup at"):
        empty.run("restore", str(backup / "absent"))


def test_a_place_that_is_not_empty_is_refused_by_name(
    idle_hub: IdleHub, backup: Path, empty: IdleHub
) -> None:
    """A table of anybody's is enough; a second restore into the same place is refused too."""
    with psycopg.connect(empty.database) as connection:
        connection.execute("CREATE TABLE payroll (id int)")
    with pytest.raises(CannotRun, match="payroll"):
        empty.run("restore", str(backup))
    with psycopg.connect(empty.database) as connection:
        connection.execute("DROP TABLE payroll")
    empty.run("restore", str(backup))
    with pytest.raises(CannotRun, match="not empty"):
        empty.run("restore", str(backup))
    with pytest.raises(CannotRun, match="not empty"):
        idle_hub.run("backup", str(backup))


def test_a_restore_that_fails_leaves_nothing(backup: Path, empty: IdleHub) -> None:
    """An error in the middle takes back all that came before it."""
    with psycopg.connect(empty.database) as connection:
        connection.execute("CREATE TYPE topic AS ENUM ('in the way')")
    with pytest.raises(CannotRun, match="nothing was changed"):
        empty.run("restore", str(backup))
    assert tables(empty.database) == 0


def test_keys_that_do_not_fit_are_refused(backup: Path, empty: IdleHub, tmp_path: Path) -> None:
    """Another hub's keys, or none, are found before a row is brought back."""
    others = tmp_path / "others"
    make_missing_keys(others)
    for folder, sentence in ((others, "identity-hmac 1"), (tmp_path / "none", "no keys in")):
        hub = replace(empty, environment={**empty.environment, "HUB_KEYS": str(folder)})
        with pytest.raises(CannotRun, match=sentence):
            hub.run("restore", str(backup))
    assert tables(empty.database) == 0


def test_keys_come_back_from_their_own_file(
    idle_hub: IdleHub, empty: IdleHub, tmp_path: Path
) -> None:
    """Sealed with a passphrase they come back byte for byte, private, with partners' settings."""
    partners = idle_hub.keys / "partners"
    partners.mkdir()
    (partners / "bank.toml").write_text('url = "https://bank.example"\n')
    dest, file = str(tmp_path / "backup"), tmp_path / "safe" / "hub.keys"
    idle_hub.run("backup", dest, "--keys", str(file), given=PASSPHRASE)
    assert file.stat().st_mode & 0o777 == 0o600
    new = tmp_path / "new-keys"
    hub = replace(empty, environment={**empty.environment, "HUB_KEYS": str(new)})
    for given in ("another passphrase", PASSPHRASE[:-1]):
        with pytest.raises(CannotRun, match="does not open"):
            hub.run("restore", dest, "--keys", str(file), given=given)
    assert not new.exists()
    hub.run("restore", dest, "--keys", str(file), given=PASSPHRASE)
    for made in idle_hub.keys.rglob("*"):
        if made.is_file():
            again = new / made.relative_to(idle_hub.keys)
            assert again.read_bytes() == made.read_bytes()
            assert again.stat().st_mode & 0o777 == 0o600


def test_a_key_made_while_the_backup_is_taken_is_told(
    idle_hub: IdleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the newest rows are encrypted with is named by the manifest, or the key file goes."""
    rotated = iter(("identity-encryption",))

    def meanwhile(_: int) -> None:
        for name in rotated:
            rotate(idle_hub.keys, name)

    monkeypatch.setattr(backup_command, "_progress", meanwhile)
    dest, file = tmp_path / "backup", tmp_path / "safe" / "hub.keys"
    with pytest.raises(CannotRun, match="identity-encryption 2 was made while the backup was"):
        idle_hub.run("backup", str(dest), "--keys", str(file), given=PASSPHRASE)
    assert not file.exists()
    assert "identity-encryption 2" in read_manifest(dest).keys
    idle_hub.run("backup", str(tmp_path / "next"), "--keys", str(file), given=PASSPHRASE)


def test_keys_do_not_go_beside_the_database(idle_hub: IdleHub, tmp_path: Path) -> None:
    """A key file inside the backup, a file that is there, a short passphrase: nothing is made."""
    dest = tmp_path / "backup"
    (tmp_path / "taken").touch()
    for file, given, sentence in (
        (dest / "hub.keys", PASSPHRASE, "beside the database"),
        (tmp_path / "taken", PASSPHRASE, "there already"),
        (tmp_path / "hub.keys", "short", "12 characters"),
    ):
        with pytest.raises(CannotRun, match=sentence):
            idle_hub.run("backup", str(dest), "--keys", str(file), given=given)
    assert not dest.exists()


def test_a_place_without_room_leaves_no_half_backup(idle_hub: IdleHub, tmp_path: Path) -> None:
    """The folder, the reason and the next step; neither the folder nor a key file is left."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    keys = tmp_path / "hub.keys"
    try:
        with pytest.raises(CannotRun, match=r"cannot be written to .* Make room there"):
            idle_hub.run("backup", str(tmp_path / "backup"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "backup").exists()
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "file").touch()
    with pytest.raises(CannotRun, match="is not empty"):
        idle_hub.run("backup", str(taken), "--keys", str(keys), given=PASSPHRASE)
    assert not keys.exists()


def test_keys_that_cannot_be_written_are_told_before_the_dump(
    idle_hub: IdleHub, tmp_path: Path
) -> None:
    """Nobody waits an hour for a dump to hear that its keys go nowhere."""
    backup = tmp_path / "backup"
    with pytest.raises(CannotRun, match="cannot be written to /proc/no-such-folder/keys"):
        idle_hub.run("backup", str(backup), "--keys", "/proc/no-such-folder/keys", given=PASSPHRASE)
    assert not backup.exists()


def test_a_clock_behind_the_backup_is_refused(backup: Path, empty: IdleHub) -> None:
    """Sequences are numbered by the clock: one that is behind would give old ones again."""
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
    manifest = replace(read_manifest(backup), taken_at=later)
    write_manifest(backup, sealed(manifest, load_keys(empty.keys).identity_hmac.current))
    with pytest.raises(CannotRun, match="clock"):
        empty.run("restore", str(backup))


def test_a_dump_that_fails_leaves_no_half_backup(idle_hub: IdleHub, tmp_path: Path) -> None:
    """Where PostgreSQL's tool may not read a table, the folder is gone again, and it says why."""
    role = f"clerk_{uuid.uuid4().hex[:8]}"
    place = urlsplit(idle_hub.database)
    netloc = f"{role}:secret-word@{place.hostname}:{place.port}"
    url = urlunsplit(place._replace(netloc=netloc, query=""))
    with psycopg.connect(idle_hub.database) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'secret-word'".encode())
        connection.execute(f"GRANT SELECT ON line, position, topic, generation TO {role}".encode())
    endpoints = Endpoints(bootstrap="127.0.0.1:1", registry="", database=url, api="")
    write_endpoints(Path(idle_hub.environment["HUB_DATA"]), endpoints)
    with pytest.raises(CannotRun, match="permission denied") as refused:
        idle_hub.run("backup", str(tmp_path / "backup"))
    assert "secret-word" not in str(refused.value)
    assert not (tmp_path / "backup").exists()
    with psycopg.connect(idle_hub.database) as connection:
        connection.execute(f"DROP OWNED BY {role}".encode())
        connection.execute(f"DROP ROLE {role}".encode())


def test_a_database_brought_back_by_other_means_begins_a_generation_too(
    idle_hub: IdleHub, tmp_path: Path
) -> None:
    """Sequences go on above all that were given; not where nothing was decided, nor at work."""
    environment = {**idle_hub.environment, "HUB_DATABASE_URL": idle_hub.database}
    hub = replace(idle_hub, environment=environment)
    with pytest.raises(CannotRun, match="Nothing was ever decided"):
        hub.run("restore", "--brought-back")
    with psycopg.connect(idle_hub.database) as connection:
        connection.execute(STREAM)
        connection.execute("UPDATE line SET entry = 1")
        connection.execute(ENTRY)
    with idle_hub.connection(), pytest.raises(CannotRun, match="hub down"):
        hub.run("restore", "--brought-back")
    found = json.loads(hub.run("restore", "--brought-back", "--json").output)
    with psycopg.connect(idle_hub.database) as connection:
        assert connection.execute("SELECT last_sequence FROM stream").fetchall() == [
            (found["generation"],)
        ]
    for wrong in ((), ("--brought-back", "--keys", "x"), (str(tmp_path), "--brought-back")):
        with pytest.raises(CannotRun, match="--brought-back alone"):
            hub.run("restore", *wrong)


def test_a_database_of_an_older_hub_is_migrated_where_it_is_brought_back(
    empty: IdleHub, tmp_path: Path
) -> None:
    """Started before a generation begins, it would tell by sequences that partners have seen."""
    make_missing_keys(empty.keys)
    with pytest.raises(CannotRun, match="no hub in it"):
        empty.run("restore", "--brought-back")
    (tmp_path / "older").mkdir()
    for path in sorted(MIGRATIONS.glob("*.sql"))[:6]:
        (tmp_path / "older" / path.name).write_text(path.read_text("utf-8"))
    migrate(empty.database, tmp_path / "older")
    with psycopg.connect(empty.database) as connection:
        connection.execute(STREAM)
        connection.execute(ENTRY)
        connection.execute("UPDATE line SET entry = 1")
    found = json.loads(empty.run("restore", "--brought-back", "--json").output)
    with psycopg.connect(empty.database) as connection:
        row = connection.execute("SELECT last_sequence, told_at FROM stream, generation").fetchone()
    assert row == (found["generation"], None)


def test_nothing_to_tell_where_nothing_was_restored(idle_hub: IdleHub) -> None:
    """`hub retell` on a hub that was never restored, or whose partners were told, says so."""
    with pytest.raises(CannotRun, match="told as usual"):
        idle_hub.run("retell", "--by", "Wang", "--because", "curious")
