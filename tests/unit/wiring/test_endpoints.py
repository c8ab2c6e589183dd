"""Addresses of a running hub."""

from dataclasses import replace
from pathlib import Path

import pytest

from streams.operate.supervise.instance import running_pid
from streams.wiring.endpoints import Endpoints, read_endpoints, write_endpoints
from streams.wiring.failures import CannotRun

ENDPOINTS = Endpoints(
    bootstrap="127.0.0.1:9092",
    registry="http://127.0.0.1:8080/registry",
    database="postgresql://hub:hunter2@127.0.0.1:5432/hub?sslmode=disable",
    api="http://127.0.0.1:8080",
)


def test_written_for_the_owner_only(tmp_path: Path) -> None:
    """Other commands of the same user find the addresses; other users do not."""
    assert read_endpoints(tmp_path) is None
    write_endpoints(tmp_path, ENDPOINTS)

    assert read_endpoints(tmp_path) == ENDPOINTS
    assert (tmp_path / "endpoints.json").stat().st_mode & 0o777 == 0o600


def test_password_is_not_shown() -> None:
    """What is printed has user and place of the database, without the password."""
    shown = ENDPOINTS.without_password()

    assert shown.database == "postgresql://hub@127.0.0.1:5432/hub?sslmode=disable"
    assert "hunter2" not in shown.as_json() + repr(ENDPOINTS)


def test_of_several_servers_each_is_shown() -> None:
    """Two hosts, one by IPv6, stand in what is printed as they were given."""
    database = "postgresql://hub:hunter2@one:5432,[::1]:5433/hub"
    shown = replace(ENDPOINTS, database=database).without_password()
    assert shown.database == "postgresql://hub@one:5432,[::1]:5433/hub"


def test_addresses_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """Not the owner's, or damaged: a sentence with the file and the next step, no traceback."""
    file = tmp_path / "endpoints.json"
    file.mkdir()
    with pytest.raises(CannotRun, match=rf"{file} cannot be read \(Is a directory\)\. Run as the"):
        read_endpoints(tmp_path)
    file.rmdir()
    for content in ("", "[]", '{"a": 1}', "\x00"):
        file.write_text(content)
        with pytest.raises(CannotRun, match=r"is damaged\. .*: hub down, then hub up"):
            read_endpoints(tmp_path)


def test_a_lock_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Whether a hub runs is not guessed by whoever may not look."""
    (tmp_path / "hub.lock").mkdir()
    with pytest.raises(CannotRun, match=r"hub\.lock cannot be read \(Is a directory\)\. Run as"):
        running_pid(tmp_path)
