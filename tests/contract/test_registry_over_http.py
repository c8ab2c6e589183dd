"""What a client without Confluent's library sees: bodies, codes, media type."""

import json

import httpx
import pytest

from schemas.manifest import published
from schemas.registry.candidate import MAX_BYTES

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
SUBJECT = "credit.events.ListEntry"


def _known() -> str:
    return published().text(published().contracts[10018])


def test_schema_comes_as_checked_in(registry: httpx.Client) -> None:
    """By id, by subject and as bare text, the schema is the checked-in one."""
    assert registry.get("/schemas/ids/10018").json() == {"schema": _known()}
    assert registry.get("/schemas/ids/10018/schema").text == _known()
    assert registry.get(f"/subjects/{SUBJECT}/versions/2/schema").text == _known()
    for version in ("2", "latest", "-1"):
        assert registry.get(f"/subjects/:.:{SUBJECT}/versions/{version}").json() == {
            "subject": SUBJECT,
            "version": 2,
            "id": 10018,
            "schema": _known(),
        }


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/schemas/ids/1", 40403),
        ("GET", "/schemas/ids/x", 40403),
        ("GET", "/schemas/ids/99999999999999999999/versions", 40403),
        ("GET", "/schemas/ids/1/schema", 40403),
        ("GET", "/schemas/ids/1/subjects", 40403),
        ("GET", "/subjects/x.Y/versions", 40401),
        ("GET", "/subjects/x.Y/versions/1", 40401),
        ("GET", f"/subjects/{SUBJECT}/versions/9", 40402),
        ("GET", f"/subjects/{SUBJECT}/versions/9/schema", 40402),
        ("GET", f"/subjects/{SUBJECT}/versions/0", 42202),
        ("GET", f"/subjects/{SUBJECT}/versions/newest", 42202),
        ("GET", "/config/x.Y", 40408),
        ("GET", "/mode/x.Y", 40409),
        ("GET", "/nowhere", 404),
        ("POST", "/subjects/x.Y", 40401),
        ("POST", "/compatibility/subjects/x.Y/versions", 40401),
        ("POST", "/compatibility/subjects/x.Y/versions/1", 40401),
        ("POST", f"/compatibility/subjects/{SUBJECT}/versions/9", 40402),
        ("POST", f"/subjects/{SUBJECT}/versions", 42205),
        ("PUT", "/config", 42205),
        ("PUT", f"/mode/{SUBJECT}", 42205),
        ("DELETE", f"/subjects/{SUBJECT}", 42205),
        ("DELETE", f"/subjects/{SUBJECT}/versions/1", 42205),
    ],
)
def test_refusal_has_confluents_body(
    registry: httpx.Client, method: str, path: str, code: int
) -> None:
    """A refusal says its code and a message, under the status the code begins with."""
    answer = registry.request(method, path)
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json().keys() == {"error_code", "message"}
    assert answer.json()["error_code"] == code
    assert answer.json()["message"]
    assert answer.status_code == int(str(code)[:3])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 42201),
        (b"{", 42201),
        (b'{"schema": 5}', 42201),
        (b'{"schema": "{"}', 42201),
        (b'{"schema": "\\"string\\""}', 42201),
        (b'{"schema": "{\\"type\\": \\"record\\"}"}', 42201),
        (b'{"schema": "{}", "schemaType": "PROTOBUF"}', 42201),
        (b'{"schema": "{}", "references": [{"name": "x"}]}', 42201),
        (json.dumps({"schema": '{"a":' * 500 + "1" + "}" * 500}).encode(), 42201),
        (json.dumps({"schema": "[" * 100_000}).encode(), 42201),
        (b" " * (MAX_BYTES + 1), 413),
    ],
)
@pytest.mark.parametrize(
    "path", [f"/subjects/{SUBJECT}", f"/compatibility/subjects/{SUBJECT}/versions/latest"]
)
def test_odd_bodies_are_refused(registry: httpx.Client, path: str, body: bytes, code: int) -> None:
    """A body that holds no schema, a bottomless one and an endless one each get a code."""
    answer = registry.post(path, content=body)
    assert (answer.status_code, answer.json()["error_code"]) == (int(str(code)[:3]), code)


def test_recursive_schema_is_only_unknown(registry: httpx.Client) -> None:
    """A schema that contains itself is parsed, judged and not found; nothing hangs."""
    text = json.dumps(
        {
            "type": "record",
            "name": "credit.events.ListEntry",
            "fields": [
                {"name": "record_no", "type": "string"},
                {"name": "next", "type": ["null", "credit.events.ListEntry"], "default": None},
            ],
        }
    )
    assert registry.post(f"/subjects/{SUBJECT}", json={"schema": text}).status_code == 404
    answer = registry.post(
        f"/compatibility/subjects/{SUBJECT}/versions/latest?verbose=true", json={"schema": text}
    )
    assert answer.json() == {"is_compatible": True, "messages": []}


def test_incompatible_change_is_explained_when_asked(registry: httpx.Client) -> None:
    """With `verbose` each break is a sentence that names the version and the place."""
    schema = json.loads(_known())
    schema["fields"].append({"name": "more", "type": "string"})
    path = f"/compatibility/subjects/{SUBJECT}/versions"
    body = {"schema": json.dumps(schema)}
    assert registry.post(path, json=body).json() == {"is_compatible": False}
    answer = registry.post(f"{path}?verbose=true", json=body).json()
    assert answer["is_compatible"] is False
    assert "cannot read version 1" in answer["messages"][0]
    assert "more" in answer["messages"][0]


def test_level_and_mode_fall_back_where_asked(registry: httpx.Client) -> None:
    """An unknown subject takes the global level and mode with `defaultToGlobal`."""
    level = registry.get("/config/x.Y?defaultToGlobal=true").json()
    assert level == {"compatibilityLevel": "FULL_TRANSITIVE"}
    assert registry.get("/mode/x.Y?defaultToGlobal=true").json() == {"mode": "READONLY"}
    assert registry.get("/").json() == {}


def test_empty_unions_are_judged(registry: httpx.Client) -> None:
    """A union of nothing is judged like any other type: no, and no failure of the server."""
    fields = [{"name": "record_no", "type": []}, {"name": "subject", "type": []}]
    text = json.dumps({"type": "record", "name": "credit.events.ListEntry", "fields": fields})
    answer = registry.post(
        f"/compatibility/subjects/{SUBJECT}/versions/latest", json={"schema": text}
    )
    assert answer.json() == {"is_compatible": False}
