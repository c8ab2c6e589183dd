"""Requests as bytes on the wire, and the bodies that the hostile ones are made from."""

import json

#: How a request is answered shall not depend on what the connection was used for before.
CLOSE = "Connection: close\r\n"
JSON = "Content-Type: application/json\r\n"
QUESTION = {
    "asked_by": "窗口 甲",
    "purpose": "供应商资格审查",
    "subject": {"uscc": "91999900MA0000007U"},
}
CHECK = {**QUESTION, "item": "government-procurement-qualification"}


def post(
    body: bytes, path: str = "/checks", kind: str = "application/json", headers: str = ""
) -> bytes:
    """A POST with a body and its right length."""
    typed = f"Content-Type: {kind}\r\n" if kind else ""
    length = f"Content-Length: {len(body)}\r\n"
    return head("POST", path, typed + length + headers) + body


def head(method: str, path: str, headers: str, host: str = "localhost") -> bytes:
    """A request without a body; `headers` are lines."""
    return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{CLOSE}{headers}\r\n".encode()


def of(value: object) -> bytes:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False).encode()
