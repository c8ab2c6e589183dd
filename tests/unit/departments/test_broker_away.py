"""A department's client whose broker is away says which one, where and what to do, with a code."""

from pathlib import Path

import httpx
import pytest

from connectors.departments.asking import ask_department, ask_states
from connectors.departments.client import DepartmentClient
from connectors.departments.failures import Busy
from connectors.departments.layouts import cf
from connectors.departments.numbering import Numbered
from connectors.departments.receipts import ReceiptReader
from connectors.departments.row import Reading
from schemas.samples import sample

#: The discard port: nobody listens there.
CLOSED = "127.0.0.1:9"
SAMPLE = Path(__file__).parents[3] / "deploy" / "demo" / "cf_penalties.csv"


def test_what_was_published_waits(tmp_path: Path) -> None:
    """`flush` tells the broker, its address and how many records wait; they are still there."""
    client = DepartmentClient(department="hrss", bootstrap_servers=CLOSED, outbox=tmp_path)
    client.publish("ListEntry", sample("credit.events.ListEntry"))
    with pytest.raises(Busy, match=rf"^S2001 The broker at {CLOSED} .* 1 records wait") as away:
        client.flush(timeout_s=0.5)
    assert (away.value.code, away.value.waiting, client.waiting) == ("S2001", 1, 1)
    client.close()


def test_receipts_cannot_be_read() -> None:
    """The reader tells broker, address and topic."""
    words = rf"^S2001 The broker at {CLOSED} does not hand out credit\.receipts\.hrss"
    with pytest.raises(Busy, match=words) as away:
        ReceiptReader(department="hrss", bootstrap_servers=CLOSED, timeout_s=0.5)
    assert away.value.code == "S2001"


def test_a_hub_that_is_away_is_told() -> None:
    """The importer's question tells the hub's address, and that nothing was sent."""
    row = Numbered(row=_reading().rows[0], record_no="1", base="1", several=False)
    with (
        httpx.Client(base_url=f"http://{CLOSED}", trust_env=False) as api,
        pytest.raises(
            Busy, match=rf"^S2003 The hub at http://{CLOSED} .* Nothing was sent"
        ) as away,
    ):
        ask_states(api, "hrss", [row])
    assert away.value.code == "S2003"


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (
            {"title": "No", "code": "H4002", "detail": "Not yet.", "advice": "Wait."},
            "H4002",
            "No. Not yet. Wait.",
        ),
        ([], "", "it answers with status 503."),
    ],
)
def test_a_question_turned_away_is_told_in_the_hubs_words(
    body: object, code: str, words: str
) -> None:
    """A sentence with the code, never the problem's JSON as it came."""
    hub = httpx.MockTransport(lambda _: httpx.Response(503, json=body))
    with httpx.Client(base_url="http://hub", transport=hub) as api, pytest.raises(Busy) as told:
        ask_department(api, "hrss")
    assert told.value.code == code
    assert told.value.why == f"The hub at http://hub turns the question away: {words}"


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"", b"{}", b"[]"])
def test_who_is_not_the_hub_is_told_apart_from_it(body: bytes) -> None:
    """A proxy's page with status 200 is no answer, and no error of a library either."""
    row = Numbered(row=_reading().rows[0], record_no="1", base="1", several=False)
    stranger = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    with httpx.Client(base_url="http://hub", transport=stranger) as api:
        for ask in (lambda: ask_department(api, "hrss"), lambda: ask_states(api, "hrss", [row])):
            with pytest.raises(Busy, match=r"^S2003 What replies at http://hub with") as told:
                ask()
            assert told.value.code == "S2003"


def _reading() -> Reading:
    found = cf.read(SAMPLE.read_bytes())
    assert isinstance(found, Reading)
    return found
