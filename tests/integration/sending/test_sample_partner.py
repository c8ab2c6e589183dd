"""A sample partner that cannot go on does not look as if it could."""

import shutil
import subprocess
import sys
from pathlib import Path

import httpx
from kafka import KafkaProducer
from support import plain_http
from support.sending_stack import Installation, await_that, begun_now, free_port

from streams.send.signature import public_text
from streams.wiring.keys import load_keys


def test_an_error_of_the_reading_ends_the_process(
    installation: Installation, tmp_path: Path
) -> None:
    """When its ledger cannot be written any more, the whole process ends with that error."""
    folder, port = tmp_path / "ledger", free_port()
    folder.mkdir()
    ledger = begun_now(installation.bootstrap, "procurement", folder / "ledger.json")
    key = public_text(load_keys(installation.data / "keys").hub_ed25519.current)
    said = tmp_path / "stderr"
    options = {
        "--port": str(port),
        "--ledger": str(ledger),
        "--bootstrap": installation.bootstrap,
        "--hub-key": key,
    }
    program = [sys.executable, "-m", "connectors.partners.sample", "procurement"]
    with said.open("w") as stderr:
        running = subprocess.Popen(
            [*program, *(word for pair in options.items() for word in pair)],
            env=installation.environment,
            stderr=stderr,
        )
    try:
        await_that(lambda: _serves(port))
        shutil.rmtree(folder)
        producer = KafkaProducer(bootstrap_servers=installation.bootstrap)
        producer.send("sanctions.procurement", b"not the hub's").get(timeout=10)
        producer.close()
        code = running.wait(30)
    finally:
        running.kill()
        running.wait(10)
    assert code == 1
    assert said.read_text().splitlines()[-1].startswith("FileNotFoundError")


def _serves(port: int) -> bool:
    try:
        return plain_http.get(f"http://127.0.0.1:{port}/in-force").is_success
    except httpx.TransportError:
        return False
