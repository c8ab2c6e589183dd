"""The broker's archives: only what the lock names is ever used."""

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from streams.operate.embedded import jars
from streams.operate.embedded.failures import ServerUnavailable
from streams.wiring.endpoints import LOOPBACK

CONTENT = b"an archive"
JAR = jars.Jar(
    group="org.example",
    artifact="sample",
    version="1.0",
    sha256=hashlib.sha256(CONTENT).hexdigest(),
)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A Maven repository on the loopback with one archive: its address, and the archive."""
    archive = tmp_path / "repository" / JAR.path
    archive.parent.mkdir(parents=True)
    archive.write_bytes(CONTENT)
    handler = partial(QuietHandler, directory=str(tmp_path / "repository"))
    with ThreadingHTTPServer((LOOPBACK, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_port}", archive
        server.shutdown()
        thread.join()


def test_fetched_once(repository: tuple[str, Path], tmp_path: Path) -> None:
    """An archive is fetched, and the second time it is there without a repository."""
    address, archive = repository
    (path,) = jars.ensure_jars(tmp_path / "jars", [JAR], address)
    assert path.read_bytes() == CONTENT

    archive.unlink()
    assert jars.ensure_jars(tmp_path / "jars", [JAR], address) == (path,)


def test_altered_archive_is_fetched_again(repository: tuple[str, Path], tmp_path: Path) -> None:
    """An archive that was altered on disk is noticed at the next start and replaced."""
    (path,) = jars.ensure_jars(tmp_path / "jars", [JAR], repository[0])
    path.write_bytes(b"something else")

    jars.ensure_jars(tmp_path / "jars", [JAR], repository[0])
    assert path.read_bytes() == CONTENT


def test_wrong_archive_is_refused(repository: tuple[str, Path], tmp_path: Path) -> None:
    """An archive that is not the one in the lock is thrown away, and the sentence names it."""
    repository[1].write_bytes(b"forged")

    with pytest.raises(ServerUnavailable, match=r"sample-1\.0\.jar .* not the file in jars\.lock"):
        jars.ensure_jars(tmp_path / "jars", [JAR], repository[0])
    assert [file.name for file in (tmp_path / "jars").iterdir()] == [".lock"]


def test_missing_archive_is_told(repository: tuple[str, Path], tmp_path: Path) -> None:
    """A repository without the archive is told with its answer."""
    repository[1].unlink()

    with pytest.raises(ServerUnavailable, match=r"answered 404 for sample-1\.0\.jar"):
        jars.ensure_jars(tmp_path / "jars", [JAR], repository[0])


def test_no_network_is_told(tmp_path: Path) -> None:
    """Without a network the sentence says what to check and that nothing is lost."""
    with pytest.raises(ServerUnavailable, match=r"could not be reached .* network or proxy"):
        jars.ensure_jars(tmp_path / "jars", [JAR], f"http://{LOOPBACK}:9")


def test_lock_is_complete() -> None:
    """The lock names every archive once, each with a full digest."""
    lock = jars.read_lock(jars.LOCK.read_text("utf-8"))

    assert len({jar.file_name for jar in lock}) == len(lock)
    assert all(len(bytes.fromhex(jar.sha256)) == 32 for jar in lock)
    assert "kafka_2.13" in {jar.artifact for jar in lock}
