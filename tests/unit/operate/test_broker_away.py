"""Whoever reads topics says which broker does not answer, with its code and the next step."""

import base64
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from streams.sending.ping import ping_partner
from streams.wiring.settings import read_settings

#: The discard port: nobody listens there.
CLOSED = "127.0.0.1:9"
TESTS = Path(__file__).parents[2]
KEY = f"whpk_{base64.b64encode(bytes(32)).decode()}"


def _asked(*partner: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, TESTS / "support" / "asking_nobody.py", CLOSED, *partner],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_broker_that_is_away_is_named() -> None:
    """Replay, restore, verify, load and ping: each sentence has code, address and next step."""
    told = json.loads(_asked().stdout)
    assert told.keys() == {"replay", "restore", "verify", "load", "ping"}
    for who, (sentence, codes) in told.items():
        assert re.search(rf"^S2001 .*{CLOSED}.* hub (up|status)", sentence), who
        assert codes == ([] if who == "ping" else ["S2001"]), who


@pytest.mark.parametrize("profile", ["bank", "procurement"])
def test_a_sample_partner_names_it_too(tmp_path: Path, profile: str) -> None:
    """It ends with exit code 1 and a sentence, no traceback."""
    ledger = str(tmp_path / "ledger.json")
    done = _asked(profile, "--port", "9", "--ledger", ledger, "--hub-key", KEY)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert f"S2001 the broker does not answer at {CLOSED} (" in last
    assert last.endswith("Start it, or correct --bootstrap.")


def test_a_partner_without_an_address_is_told(tmp_path: Path) -> None:
    """S1001: `hub partner ping` says which setting is missing, and the whole line that gives it."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    settings, now = read_settings({"HUB_DATA": str(tmp_path)}), datetime(2026, 6, 1, tzinfo=UTC)
    said = ping_partner(catalogue.partners["bank"], settings, CLOSED, now)
    assert not said.well
    before, _, line = said.text.partition(": ")
    assert before == "S1001 no address is kept. Name one with"
    assert line == "hub partner connect bank --url ADDRESS --by WHO --because WHY"
