"""What the interface replies is what its OpenAPI document says, whatever is asked."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st
from integration.api_alone.serving import NOWHERE, serving
from support.imports import ROOT
from support.in_force import begin_today

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
NAMES = ("hrss", "bank", "E1101", "1", "tax%2F", "%00", "credit.events.ListEntry", "x" * 300)
ASKED = ("limit", "after", "dry_run", "kind", "other", "offset")
TYPES = ("application/json", "text/plain", "")
BODIES = (
    b"",
    b"{}",
    b"[]",
    b"null",
    b'{"a": NaN}',
    b'{"a": 1, "a": 2}',
    b'{"kind": "ListEntry", "event": {}}',
    b'{"events": [{"kind": "Nothing", "event": {}}]}',
    b'{"records": [{"payload": "AA=="}]}',
    b'{"schema": "{}"}',
    b'{"asked_by": "x", "purpose": "xx", "item": "x", "subject": {"uscc": "1"}}',
    b'{"n": 123456789012345678901234567890}',
)
#: A request as a how-to shows it: its address and its body.
SHOWN = re.compile(r"curl -sS \"\$HUB(\S+)\".*?--data (?:\\\n\s*)?'([^']+)'", re.DOTALL)
PROBLEM = {"type", "title", "title_zh", "status", "code", "advice"}


def test_every_reply_is_in_the_document(tmp_path: Path, fresh_database: str) -> None:
    """Status and type stand there; a failure is a problem, or the registry's own form of one."""
    begin_today(fresh_database)
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        document = api.get("/openapi.json").json()
        paths = st.sampled_from(sorted(document["paths"]))

        @settings(max_examples=300, deadline=None)
        @given(
            paths,
            st.sampled_from(NAMES),
            st.sampled_from(METHODS),
            st.lists(
                st.tuples(st.sampled_from(ASKED), st.sampled_from(("", "1", "x"))), max_size=2
            ),
            st.sampled_from(TYPES),
            st.sampled_from(BODIES),
        )
        def ask(
            path: str,
            name: str,
            method: str,
            asked: list[tuple[str, str]],
            content_type: str,
            body: bytes,
        ) -> None:
            parts = [name if part.startswith("{") else part for part in path.split("/")]
            reply = api.request(
                method,
                "/".join(parts),
                params=httpx.QueryParams(tuple(asked)),
                content=body or None,
                headers={"content-type": content_type},
            )
            here = path if "{" not in path or "%2F" not in name else ""
            _require_told(reply, document["paths"].get(here, {}), method)

        ask()


def _require_told(reply: httpx.Response, told: dict[str, Any], method: str) -> None:
    kind = reply.headers["content-type"].partition(";")[0]
    if method.lower() in told:
        responses = told[method.lower()]["responses"]
        group = f"{reply.status_code // 100}XX"
        found = responses.get(str(reply.status_code)) or responses[group]
        assert kind in found.get("content", {"text/plain": {}})
    else:
        assert reply.status_code in (400, 404, 405, 413, 415, 422)
    if kind == "application/problem+json":
        assert reply.json().keys() >= PROBLEM
        assert reply.json()["status"] == reply.status_code
    elif not reply.is_success and reply.status_code != 503:
        assert reply.json().keys() == {"error_code", "message"}


def test_each_form_in_the_document_is_there(tmp_path: Path, fresh_database: str) -> None:
    """No reference leads nowhere, and whoever signs finds which headers that takes."""
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        text = api.get("/openapi.json").text
        document = api.get("/openapi.json").json()
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in document["components"]["schemas"]
    for path, method in (("answers", "post"), ("in-force", "get"), ("in-force", "post")):
        found = document["paths"][f"/partners/{{partner}}/{path}"][method]["parameters"]
        headers = [one["name"] for one in found if one["in"] == "header"]
        assert headers == ["webhook-id", "webhook-timestamp", "webhook-signature"]


def test_a_method_that_is_none_names_those_there_are(tmp_path: Path, fresh_database: str) -> None:
    """405 with `Allow`, as RFC 9110 has it; an address with a slash too many is none, and leads
    nowhere else."""
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        reply = api.put("/checks", json={})
        assert (reply.status_code, reply.json()["code"]) == (405, "H3002")
        assert reply.headers["allow"] == "POST"
        slash = api.post("/checks/", json={})
        assert (slash.status_code, slash.json()["code"]) == (404, "H3001")


def test_a_parameter_that_is_none_is_not_passed_over(tmp_path: Path, fresh_database: str) -> None:
    """Else `dryrun=true` would publish, and of two that contradict each other one would count."""
    begin_today(fresh_database)
    body = {"kind": "ListEntry", "event": {}}
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        for asked in ("dryrun=true", "dry_run=true&dry_run=false", "dry_run", "dry_run=true&x="):
            reply = api.post(f"/departments/hrss/events?{asked}", json=body)
            assert (reply.status_code, reply.json()["code"]) == (422, "H1004"), asked
            assert "dry_run" in reply.json()["detail"]
        good = api.post("/departments/hrss/events?dry_run=true", json=body)
        assert good.json()["code"] == "H1003"
        assert api.get("/keys?x=1").json()["detail"].startswith("This address takes no parameters")


def test_the_requests_of_the_how_tos_run(tmp_path: Path, fresh_database: str) -> None:
    """Typed as they stand: the department's event could be let in, the counter gets a verdict."""
    begin_today(fresh_database)
    replies = {}
    with serving(tmp_path, NOWHERE, fresh_database) as api:
        for page in ("department", "counter"):
            text = (ROOT / "docs" / "howto" / f"{page}.md").read_text("utf-8")
            ((path, body),) = SHOWN.findall(text)
            reply = api.post(path, json=json.loads(body))
            assert reply.status_code == 200, reply.text
            replies[page] = reply.json()
    assert [one["outcome"] for one in replies["department"]["verdicts"]] == ["ADMISSIBLE"]
    assert replies["counter"]["verdict"] == "UNKNOWN"
