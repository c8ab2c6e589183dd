"""Addresses of a running hub."""

from pathlib import Path

from streams.wiring.endpoints import Endpoints, read_endpoints, write_endpoints

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
