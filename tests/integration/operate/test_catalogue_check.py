"""`hub catalogue check --loaded`: what a load would be refused for, before it is asked for (R8)."""

import json
import shutil
from pathlib import Path

import pytest
from integration.operate.conftest import IdleHub
from support.catalogues import loaded

from schemas.catalogue.load import SAMPLE
from schemas.catalogue.serialise import to_json
from streams.wiring.failures import CannotRun

#: The term of the ban that is the penalty itself, in the sample and longer.
LONGER = ("term_months = 36 # art. 77", "term_months = 48 # art. 77")


def test_what_would_become_stricter_is_a_hole(idle_hub: IdleHub, tmp_path: Path) -> None:
    """A longer term in its place is named with row, edition, field and the way, exit code 1; the
    same files again may be loaded; without --loaded no hub is asked."""
    first = loaded()
    with idle_hub.connection() as connection:
        connection.execute(
            "INSERT INTO catalogue (number, version, body, entry) VALUES (1, %s, %s, 1)",
            (first.version, to_json(first)),
        )
        connection.execute("UPDATE line SET catalogue = 1")
    city = Path(shutil.copytree(SAMPLE, tmp_path / "city"))
    assert "may be loaded" in idle_hub.run("catalogue", "check", str(city), "--loaded").output
    rows = city / "measures.toml"
    longer = rows.read_text("utf-8").replace(*LONGER)
    rows.write_text(longer, encoding="utf-8")
    asked = ("catalogue", "check", str(city), "--on", "2026-06-01")
    told = idle_hub.run(*asked, "--loaded", fails=True).output
    assert "measures.toml [PRC-01 penalty/PROCUREMENT_BAN" in told
    assert "term_months: 48 instead of 36" in told
    assert "give it a new edition" in told
    assert "1 hole: may not be loaded" in told
    found = json.loads(idle_hub.run(*asked, "--loaded", "--json", fails=True).stdout)
    assert found["version"] is None
    assert "may be loaded" in idle_hub.run(*asked).output


def test_before_a_first_load_there_is_nothing_to_compare(idle_hub: IdleHub) -> None:
    """That is said in a sentence, not taken for a catalogue that may be loaded."""
    with pytest.raises(CannotRun, match="No catalogue is loaded yet"):
        idle_hub.run("catalogue", "check", "--loaded")


def test_diff_against_a_pool(idle_hub: IdleHub, tmp_path: Path) -> None:
    """Before a first load there is nothing to compare; then what would be refused is said, exit
    code 1, and the same files as loaded would change nothing."""
    city = str(shutil.copytree(SAMPLE, tmp_path / "city"))
    asked = ("catalogue", "diff", "loaded", city, "--against-pool")
    with pytest.raises(CannotRun, match="No catalogue is loaded yet"):
        idle_hub.run(*asked)
    first = loaded()
    with idle_hub.connection() as connection:
        connection.execute(
            "INSERT INTO catalogue (number, version, body, entry) VALUES (1, %s, %s, 1)",
            (first.version, to_json(first)),
        )
        connection.execute("UPDATE line SET catalogue = 1")
    with pytest.raises(CannotRun, match="first day has not begun"):
        idle_hub.run(*asked)
    with idle_hub.connection() as connection:
        connection.execute("UPDATE line SET day = '2026-06-01'")
    assert "0 subjects judged as of 2026-06-01, 0 directives" in idle_hub.run(*asked).output
    rows = tmp_path / "city" / "measures.toml"
    longer = rows.read_text("utf-8").replace(*LONGER)
    rows.write_text(longer, encoding="utf-8")
    assert "The load would be refused" in idle_hub.run(*asked, fails=True).output
    pool = json.loads(idle_hub.run(*asked, "--json", fails=True).stdout)["pool"]
    assert "term_months" in pool["refused"]
