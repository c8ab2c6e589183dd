"""A partner's full list, which is read and written part by part, however long it is."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import outbox_rows
import pytest
from catalogues import loaded
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_api import SEEDS
from in_force import begin_today
from integration.api_alone.serving import NOWHERE, serving
from outbox_rows import Outbox

from connectors.partners.hub_http import HubAway, HubHttp
from streams.send.signature import public_text
from streams.wiring.database.connection import connect
from streams.wiring.database.seal import Seal
from streams.wiring.keys import load_keys, make_missing_keys
from streams.wiring.reading import in_force

SUBJECTS = [UUID(int=number) for number in range(1, 11)]


@pytest.fixture
def told(tmp_path: Path, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outbox]:
    """The bank was told of ten subjects, and its list is read three subjects at a time."""
    keys = tmp_path / "keys"
    make_missing_keys(keys)
    (keys / "partners").mkdir()
    (keys / "partners" / "bank.pub").write_text(f"{public_text(SEEDS['bank'])}\n")
    monkeypatch.setattr(outbox_rows, "SEAL", Seal.of(load_keys(keys).identity_encryption))
    monkeypatch.setattr(in_force, "SUBJECTS", 3)
    begin_today(fresh_database)
    with connect(fresh_database, "full list") as connection:
        outbox = Outbox(connection=connection, catalogue=loaded())
        for subject in SUBJECTS:
            outbox.decide("IMPOSE", subject=subject)
        outbox.claim()
        yield outbox


def _hub(api: httpx.Client) -> HubHttp:
    return HubHttp(str(api.base_url), "bank", Ed25519PrivateKey.from_private_bytes(SEEDS["bank"]))


def test_a_list_in_parts_is_the_whole_list(
    tmp_path: Path, fresh_database: str, told: Outbox
) -> None:
    """Each measure once, by subject; of four subjects in one part nothing is held any more."""
    for subject in SUBJECTS[2:6]:
        told.decide("LIFT", subject=subject)
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        listed = [one.directive_id for one in hub.full_list()]
    held = [*SUBJECTS[:2], *SUBJECTS[6:]]
    first = [all_of_it[0] for key, all_of_it in told.decided.items() if key.subject in held]
    assert listed == [one.directive_id for one in first]


def test_a_list_of_nothing_is_empty(tmp_path: Path, fresh_database: str, told: Outbox) -> None:
    """Where all was lifted."""
    for subject in SUBJECTS:
        told.decide("LIFT", subject=subject)
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        assert hub.full_list() == ()


def test_a_list_that_cannot_be_read_to_its_end_is_none(
    tmp_path: Path, fresh_database: str, told: Outbox
) -> None:
    """The status went out with the first part: a partner hears by a reply that breaks off that it
    has not the whole list."""
    change = "UPDATE directive SET body = %s WHERE subject = %s RETURNING body"
    ask = "SELECT body FROM directive WHERE subject = %s"
    row = told.connection.execute(ask, (SUBJECTS[-1],)).fetchone()
    assert row is not None
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        told.connection.execute(change, (b"none", SUBJECTS[-1]))
        with pytest.raises(HubAway, match="RemoteProtocolError"):
            hub.full_list()
        told.connection.execute(change, (row[0], SUBJECTS[-1]))
        assert len(hub.full_list()) == len(SUBJECTS)
