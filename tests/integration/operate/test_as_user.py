"""PostgreSQL below a folder that is private to root, and at the end of an interrupted start."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from streams.operate.embedded.child import Child
from streams.operate.embedded.ports import chosen_ports
from streams.operate.embedded.postgres import database_url, postgres_recipe

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs it as it is")


@pytest.fixture
def private() -> Iterator[Path]:
    """A folder that only its owner can enter."""
    folder = Path(tempfile.mkdtemp(prefix="hub-private-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def outside() -> Iterator[Path]:
    """A place that everybody can enter."""
    folder = Path(tempfile.mkdtemp(prefix="hub-outside-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def serve(folder: Path, outside: Path) -> object:
    """Start the server in `folder` and end it; return what tells its data from all other data."""
    port = chosen_ports(folder, ("database",))["database"]
    child = Child(
        postgres_recipe(folder=folder / "pg", port=port, log=folder / "log", outside=outside)
    )
    try:
        child.await_ready()
        with psycopg.connect(database_url(folder / "pg", port)) as connection:
            return connection.execute(
                "SELECT system_identifier FROM pg_control_system()"
            ).fetchone()
    finally:
        assert child.stop() == 0


@root_only
def test_private_folder(private: Path, outside: Path) -> None:
    """Below a private folder root's server runs, and keeps its data for the next start."""
    assert serve(private, outside) == serve(private, outside)
    assert list(outside.iterdir()) == []


@root_only
def test_private_folder_without_user_namespaces(
    private: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where namespaces cannot be had either, binaries and data go to a place that works."""
    monkeypatch.setenv("PATH", str(private))  # no `unshare` on it

    first = serve(private, outside)
    place = Path((private / "pg" / "place").read_text().strip())

    assert place.parent == outside
    assert (place / "data" / "PG_VERSION").exists()
    assert serve(private, outside) == first
    assert list(outside.iterdir()) == [place]


def test_interrupted_first_start(private: Path, outside: Path) -> None:
    """What a killed first start left half made does not stand in the way of the next."""
    (private / "pg" / "data.part").mkdir(parents=True)
    (private / "pg" / "data.part" / "PG_VERSION").write_text("18\n")

    assert serve(private, outside) is not None
