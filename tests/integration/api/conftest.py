"""One whole hub on a manual clock for all tests of its HTTP interface and its commands."""

import base64
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from support.hub_api import SEEDS
from support.hub_process import HubUp, await_that, hub_up

from streams.send.signature import public_key
from streams.wiring.clock import set_manual_clock

#: The first day of the hub's manual clock.
DAY = date(2026, 6, 1)


@pytest.fixture(scope="session")
def running_hub() -> Iterator[HubUp]:
    """A hub that is up, with the public keys of three partners."""
    folder = Path(tempfile.mkdtemp(prefix="hub-api-"))
    folder.chmod(0o711)
    data = folder / "data"
    set_manual_clock(data, DAY)
    with hub_up(data) as running:
        partners = data / "keys" / "partners"
        partners.mkdir(exist_ok=True)
        for partner, seed in SEEDS.items():
            key = base64.b64encode(public_key(seed)).decode()
            (partners / f"{partner}.pub").write_text(f"whpk_{key}\n")
        yield running
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def api(running_hub: HubUp) -> Iterator[httpx.Client]:
    """A client of the running hub that is ready."""
    with httpx.Client(base_url=running_hub.api, timeout=30) as client:
        await_that("ready", lambda: client.get("/readyz").status_code == 200)
        yield client
