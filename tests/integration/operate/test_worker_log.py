"""What a worker writes is a log that a collector can read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.sending_stack import await_that

from streams.wiring.keys import make_missing_keys

#: Nobody listens there: the worker waits, and says so.
NOBODY = "127.0.0.1:1"


@pytest.mark.parametrize("level", ["INFO", "WARNING"])
def test_every_line_is_one_of_json(tmp_path: Path, level: str) -> None:
    """From its start to its end by SIGTERM, whatever the level: nothing is drawn in between."""
    make_missing_keys(tmp_path / "keys")
    (tmp_path / "run").mkdir()
    log = tmp_path / "worker.log"
    environment = {
        **os.environ,
        "HUB_BOOTSTRAP_SERVERS": NOBODY,
        "HUB_DATABASE_URL": f"postgresql://hub@{NOBODY}/hub",
        "HUB_LOG_LEVEL": level,
    }
    environment.pop("HUB_KEYS", None)
    program = [sys.executable, "-m", "streams.operate.run", "worker", "--name", "worker"]
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [*program, "--data", str(tmp_path)], env=environment, stdout=output, stderr=output
        )
        try:
            await_that(lambda: b"The database does not answer" in log.read_bytes())
        finally:
            worker.terminate()
            worker.wait(30)
    lines = log.read_text("utf-8").splitlines()
    assert {json.loads(line)["process"] for line in lines} == {"worker"}
