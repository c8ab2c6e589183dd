"""`hub doctor`: sound where nothing is wrong, exit code 1 and a sentence where something is."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from streams.operate.cli.main import app
from streams.operate.examination import LEAST_ROOM_BYTES, examine, room
from streams.wiring.keys import LOSS, make_missing_keys
from streams.wiring.settings import read_settings


def _doctor(data: Path, *options: str) -> Result:
    environment = {"HUB_DATA": str(data), "HUB_KEYS": str(data / "keys")}
    return CliRunner().invoke(app, ("doctor", *options), obj=environment, catch_exceptions=False)


def test_a_finding_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    """A key that is missing is said with its file and its loss, in lines and in JSON."""
    make_missing_keys(tmp_path / "keys")
    sound = json.loads(_doctor(tmp_path, "--json").output)
    assert all(found.keys() == {"subject", "well", "text", "codes"} for found in sound)
    assert all(found["text"] for found in sound)
    assert {found["subject"]: found["well"] for found in sound}["keys"] is True
    (tmp_path / "keys" / "outbox").unlink()

    told = _doctor(tmp_path, "--json")
    assert told.exit_code == 1
    (keys,) = [found for found in json.loads(told.output) if found["subject"] == "keys"]
    sentence = f"{tmp_path / 'keys' / 'outbox'} is missing: without it {LOSS['outbox']}."
    assert (keys["well"], keys["codes"]) == (False, ["S1004"])
    assert sentence in keys["text"]

    shown = _doctor(tmp_path)
    assert shown.exit_code == 1
    assert "BAD  keys" in shown.output
    assert sentence in shown.output


def test_nothing_wrong_is_exit_code_0(tmp_path: Path) -> None:
    """The exit code is 0 just where every finding is well."""
    make_missing_keys(tmp_path / "keys")
    found = _doctor(tmp_path, "--json")
    well = all(each["well"] for each in json.loads(found.output))
    assert (found.exit_code == 0) == well


def test_little_room_is_told() -> None:
    """A disk that a busy day could fill is not well; the finding says how much room is left."""
    enough = room(Path("/data"), LEAST_ROOM_BYTES)
    little = room(Path("/data"), LEAST_ROOM_BYTES - 1)
    assert (enough.well, enough.text) == (True, "2.0 GiB free for /data")
    assert not little.well
    assert little.text.startswith("2.0 GiB free for /data: make room")


def test_the_disk_of_a_folder_that_is_not_there_yet_is_looked_at(tmp_path: Path) -> None:
    """Before the first start the room is that of the folder above."""
    found = _doctor(tmp_path / "not" / "yet", "--json")
    (disk,) = [one for one in json.loads(found.output) if one["subject"] == "disk"]
    assert "GiB free for" in disk["text"]


def test_the_disk_of_named_servers_is_not_looked_at() -> None:
    """With both servers named nothing that fills a disk is on this machine."""
    named = {
        "HUB_BOOTSTRAP_SERVERS": "127.0.0.1:9",
        "HUB_DATABASE_URL": "postgresql://hub@127.0.0.1:9/hub",
    }
    found = examine(read_settings({"HUB_DATA": "/nowhere", **named}))
    assert not [one for one in found if one.subject == "disk"]


def test_the_disk_of_a_database_elsewhere_is_looked_at_too(tmp_path: Path) -> None:
    """Root's database may stand outside of the data folder."""
    (tmp_path / "postgres").mkdir()
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "postgres" / "place").write_text(f"{elsewhere}\n")
    found = examine(read_settings({"HUB_DATA": str(tmp_path)}))
    assert [one.text.partition(" for ")[2].partition(":")[0] for one in found
            if one.subject == "disk"] == [str(tmp_path), str(elsewhere)]  # fmt: skip
