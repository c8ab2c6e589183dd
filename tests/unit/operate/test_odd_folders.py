"""A data folder may have any name that its servers can be told of."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from streams.operate.embedded.broker import broker_recipe
from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.embedded.postgres import database_url
from streams.wiring.settings import read_settings


@pytest.mark.parametrize("name", ["a b", "a%41", "a%", "a&b=c", "a+b", "a@b", "a#b?c", "数据"])
def test_the_database_is_found_below_a_folder_of_any_name(name: str) -> None:
    """What has a meaning of its own in an address has none in the folder of the password."""
    folder = Path("/data") / name
    url = database_url(folder, 5432)
    assert conninfo_to_dict(url)["passfile"] == str(folder / "passfile")
    assert read_settings({"HUB_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize("sign", [",", "\\"])
def test_a_folder_that_the_broker_would_take_for_another_is_refused(
    sign: str, tmp_path: Path
) -> None:
    """The broker would write elsewhere; nothing is made, and a sentence says why."""
    folder = tmp_path / f"a{sign}b"
    with pytest.raises(ServerUnavailable, match="Name a folder without it"):
        broker_recipe(folder=folder, jars=(), port=1, controller_port=2, log=tmp_path / "log")
    assert not folder.exists()
