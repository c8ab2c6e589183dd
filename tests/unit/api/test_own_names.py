"""A page in a browser whose name was turned to the loopback learns nothing."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from streams.api.own_names import OwnNames


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("", 200),
        ("page.example:8000", 421),
        ("localhost.page.example", 421),
        ("127.0.0.1.page.example", 421),
        ("127x0x0x1", 421),
        ("0.0.0.0:8000", 421),
        ("localhost:8000:8000", 421),
        ("localhost:8000\n", 421),
        ("user@localhost", 421),
    ],
)
def test_only_a_request_for_the_loopback_is_answered(host: str, status: int) -> None:
    """Whatever another name begins or ends with; H1006 is all that it is told."""
    app = FastAPI()
    app.get("/")(lambda: "known")
    app.add_middleware(OwnNames)
    reply = TestClient(app).get("/", headers={"host": host})
    assert reply.status_code == status
    assert reply.json() == "known" if status == 200 else reply.json()["code"] == "H1006"
    assert "page" not in reply.text
