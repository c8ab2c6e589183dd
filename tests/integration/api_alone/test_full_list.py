"""A partner's full list, which is read and written part by part, however long it is."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from integration.api_alone.serving import NOWHERE, serving
from support.catalogues import loaded
from support.hub_api import SEEDS, signed
from support.in_force import begin_today
from support.outbox_rows import Outbox

from connectors.partners.directive import from_fields
from connectors.partners.full_list import FullList
from connectors.partners.hub_http import HubAway, HubHttp
from streams.reading import in_force
from streams.send.signature import public_text
from streams.store.connection import connect
from streams.store.seal import Seal
from streams.wiring.keys import load_keys, make_missing_keys

SUBJECTS = [UUID(int=number) for number in range(1, 11)]


@pytest.fixture
def told(tmp_path: Path, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outbox]:
    """The bank was told of ten subjects, and its list is read three subjects at a time."""
    keys = tmp_path / "keys"
    make_missing_keys(keys)
    (keys / "partners").mkdir()
    (keys / "partners" / "bank.pub").write_text(f"{public_text(SEEDS['bank'])}\n")
    monkeypatch.setattr(in_force, "SUBJECTS", 3)
    begin_today(fresh_database)
    with connect(fresh_database, "full list") as connection:
        seal = Seal.of(load_keys(keys).identity_encryption)
        outbox = Outbox(connection=connection, catalogue=loaded(), seal=seal)
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
    told.claim()
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        full_list = hub.full_list()
    listed = [one.directive.directive_id for one in full_list.listed]
    held = [*SUBJECTS[:2], *SUBJECTS[6:]]
    first = [all_of_it[0] for key, all_of_it in told.decided.items() if key.subject in held]
    assert listed == [one.directive_id for one in first]
    assert full_list.told_through == {
        subject: 2 if subject in SUBJECTS[2:6] else 1 for subject in SUBJECTS
    }


def test_a_list_of_nothing_is_empty(tmp_path: Path, fresh_database: str, told: Outbox) -> None:
    """Where all was lifted, and told so: until then it lists what the partner was told last."""
    for subject in SUBJECTS:
        told.decide("LIFT", subject=subject)
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        full_list = hub.full_list()
    assert len(full_list.listed) == len(SUBJECTS)
    assert set(full_list.told_through.values()) == {1}
    told.claim()
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        assert hub.full_list() == FullList(told_through=dict.fromkeys(SUBJECTS, 2))


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
        assert len(hub.full_list().listed) == len(SUBJECTS)


def test_a_list_may_be_of_some_subjects(tmp_path: Path, fresh_database: str, told: Outbox) -> None:
    """Of those that are named, told about or not, and of no others; however many parts it takes."""
    stranger = UUID(int=99)
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        full_list = hub.list_of([*SUBJECTS[1:6], stranger, SUBJECTS[1]])
        assert [one.directive.subject_key for one in full_list.listed] == SUBJECTS[1:6]
        assert full_list.told_through == dict.fromkeys(SUBJECTS[1:6], 1)
        assert not full_list.whole
        for subjects in ([], ["x"], [str(stranger)] * 1001):
            reply = api.post("/partners/bank/in-force", json={"subjects": subjects})
            assert (reply.status_code, reply.json()["code"]) == (422, "H1003")
        reply = api.post("/partners/bank/in-force", json={"subjects": [str(stranger)]})
        assert (reply.status_code, reply.json()["code"]) == (401, "H2001")


def test_an_sdk_of_before_reads_the_list(tmp_path: Path, fresh_database: str, told: Outbox) -> None:
    """It takes the member `directives`, and each item by the schema of a directive."""
    content = b"GET /partners/bank/in-force"
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        reply = api.get("/partners/bank/in-force", headers=signed("bank", content)).json()
    directives = [from_fields(fields) for fields in reply["directives"]]
    assert [one.subject_key for one in directives] == SUBJECTS


def test_no_list_is_given_between_a_restore_and_its_word(
    tmp_path: Path, fresh_database: str, told: Outbox
) -> None:
    """The database of a backup does not know what was lifted since: whoever asks waits."""
    told.connection.execute("INSERT INTO generation (number, after_entry) VALUES (1000, 1)")
    with serving(tmp_path, NOWHERE, fresh_database) as api, _hub(api) as hub:
        with pytest.raises(HubAway, match="HTTP 503"):
            hub.full_list()
        content = b"GET /partners/bank/in-force"
        refused = api.get("/partners/bank/in-force", headers=signed("bank", content)).json()
        assert refused["code"] == "H4004"
        told.connection.execute("UPDATE generation SET told_at = now()")
        assert len(hub.full_list().listed) == len(SUBJECTS)


def test_each_subject_is_of_one_moment(
    tmp_path: Path, fresh_database: str, told: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the list is written another IMPOSE is claimed again and again: a subject is listed with
    it and told through it, or with neither."""
    monkeypatch.setattr(in_force, "SUBJECTS", 1)
    headers = signed("bank", b"GET /partners/bank/in-force")
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        for number in range(5):
            told.decide("IMPOSE", subject=SUBJECTS[-1], instance=str(number))
            with api.stream("GET", "/partners/bank/in-force", headers=headers) as reply:
                told.claim()
                listed = json.loads(reply.read())
            of = str(SUBJECTS[-1])
            sequences = [d["sequence"] for d in listed["directives"] if d["subject_key"] == of]
            assert sequences == list(range(1, listed["told_through"][of] + 1))
