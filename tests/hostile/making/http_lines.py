"""Request lines, headers and lengths that are none."""

from hostile.making.http_wire import CHECK, JSON, head, of, post


def files() -> dict[str, bytes]:
    """Name → request."""
    return {**_addresses(), **_framing()}


def _addresses() -> dict[str, bytes]:
    receipts = "/departments/hrss/receipts"
    return {
        f"get-{name}": head("GET", path, "")
        for name, path in {
            "receipts-cursor-nul": f"{receipts}?after=%00",
            "receipts-cursor-made-up": f"{receipts}?after=AAAAAAAAAAAA",
            "receipts-cursor-of-65": f"{receipts}?after={'A' * 65}",
            "receipts-limit-0": f"{receipts}?limit=0",
            "receipts-limit-minus-1": f"{receipts}?limit=-1",
            "receipts-limit-2-64": f"{receipts}?limit={2**64}",
            "receipts-limit-of-5000-digits": f"{receipts}?limit={'9' * 5_000}",
            "receipts-limit-arabic": f"{receipts}?limit=%D9%A1",
            "receipts-limit-twice": f"{receipts}?limit=1&limit=2000",
            "parameters-5000": f"{receipts}?{'a=1&' * 5_000}",
            "tasks-kind-nul": "/tasks?kind=%00",
            "tasks-kind-sql": "/tasks?kind='%20OR%201=1--",
            "tasks-kind-ff": "/tasks?kind=%ff",
            "quarantine-state-nul": "/quarantine?state=%00",
            "directive-nul": "/directives/%00",
            "directive-text": "/directives/x",
            "directive-unknown": "/directives/7d0f4c1b-93e6-5a28-8f57-1c2b6d9e0a34",
            "directive-in-braces": "/directives/%7B7d0f4c1b-93e6-5a28-8f57-1c2b6d9e0a34%7D",
            "in-force-unsigned": "/partners/bank/in-force",
            "in-force-nul": "/partners/bank%00/in-force",
            "in-force-path": "/partners/..%2F..%2Fidentity-hmac/in-force",
            "schema-of-5000-digits": f"/registry/schemas/ids/{'9' * 5_000}",
            "schema-arabic": "/registry/schemas/ids/%D9%A1",
            "subject-of-surrogate": "/registry/subjects/%ED%A0%80/versions",
            "subjects-offset-huge": f"/registry/subjects?offset={'9' * 5_000}",
            "metrics": "/metrics",
        }.items()
    }


def _framing() -> dict[str, bytes]:
    body = of(CHECK)
    typed = JSON
    chunked = typed + "Transfer-Encoding: chunked\r\n"
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n"
    return {
        "line-none": b"\r\n\r\n",
        "line-text": b"hello\r\n\r\n",
        "line-tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100),
        "line-http-0.9": b"GET /healthz\r\n\r\n",
        "line-http-2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "line-http-9.9": b"GET /healthz HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "line-of-100000": head("GET", "/" + "a" * 100_000, ""),
        "line-nul": b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "line-utf-8": "GET /样例 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
        "line-percent-ff": head("GET", "/problems/%ff%fe", ""),
        "line-percent-nul": head("GET", "/problems/%00", ""),
        "line-traversal": head("GET", "/problems/..%2f..%2fetc%2fpasswd", ""),
        "line-absolute": head("GET", "http://169.254.169.254/", ""),
        "line-method-made-up": head("BREW", "/checks", ""),
        "line-get-with-a-body": head("GET", "/checks", typed + "Content-Length: 2\r\n") + b"{}",
        "line-put": head("PUT", "/checks", "Content-Length: 0\r\n"),
        "line-connect": head("CONNECT", "hub:443", ""),
        "header-without-colon": head("GET", "/healthz", "Nonsense\r\n"),
        "header-folded": head("GET", "/healthz", "X-A: a\r\n b\r\n"),
        "header-nul": head("GET", "/healthz", "X-A: a\0b\r\n"),
        "header-of-100000": head("GET", "/healthz", "X-A: " + "a" * 100_000 + "\r\n"),
        "headers-5000": head("GET", "/healthz", "X-A: a\r\n" * 5_000),
        "header-space-before-colon": head("GET", "/healthz", "X-A : a\r\n"),
        "host-none": b"GET /healthz HTTP/1.1\r\n\r\n",
        "host-another": head("GET", "/keys", "", host="page.example:8000"),
        "host-begins-as-ours": head("GET", "/keys", "", host="localhost.page.example"),
        "host-another-at-the-registry": head("GET", "/registry/subjects", "", host="page.example"),
        "host-another-with-a-body": post(body).replace(b"localhost", b"page.example"),
        "host-with-a-port": head("GET", "/keys", "", host="[::1]:8000"),
        "host-twice": head("GET", "/healthz", "Host: other\r\n"),
        "length-negative": head("POST", "/checks", typed + "Content-Length: -1\r\n") + body,
        "length-text": head("POST", "/checks", typed + "Content-Length: ten\r\n") + body,
        "length-of-30-digits": head("POST", "/checks", f"{typed}Content-Length: {10**30}\r\n"),
        "length-twice": head(
            "POST", "/checks", f"{typed}Content-Length: 5\r\nContent-Length: {len(body)}\r\n"
        )
        + body,
        "length-and-chunked": head("POST", "/checks", f"{chunked}Content-Length: 5\r\n")
        + chunk
        + b"0\r\n\r\n",
        "length-too-small": head("POST", "/checks", f"{typed}Content-Length: 10\r\n") + body,
        "length-too-large": head("POST", "/checks", f"{typed}Content-Length: 9999\r\n") + body,
        "length-none": head("POST", "/checks", typed) + body,
        "chunked": head("POST", "/checks", chunked) + chunk + b"0\r\n\r\n",
        "chunked-without-end": head("POST", "/checks", chunked) + chunk,
        "chunked-size-negative": head("POST", "/checks", chunked) + b"-5\r\nhello\r\n0\r\n\r\n",
        "chunked-size-huge": head("POST", "/checks", chunked) + b"ffffffffffffffff\r\nhello",
        "chunked-size-text": head("POST", "/checks", chunked) + b"zz\r\nhello\r\n0\r\n\r\n",
        "chunked-wrong-size": head("POST", "/checks", chunked) + b"5\r\n" + body + b"\r\n0\r\n\r\n",
        "chunked-one-by-one": head("POST", "/checks", chunked)
        + b"".join(b"1\r\n" + body[i : i + 1] + b"\r\n" for i in range(len(body)))
        + b"0\r\n\r\n",
        "chunked-beyond-the-limit": head("POST", "/checks", chunked)
        + (b"4000\r\n" + b" " * 0x4000 + b"\r\n") * 10
        + b"0\r\n\r\n",
        "chunked-extension-of-60000": head("POST", "/checks", chunked)
        + b"5;"
        + b"a" * 60_000
        + b"\r\nhello\r\n0\r\n\r\n",
        "chunked-trailers-5000": head("POST", "/checks", chunked)
        + chunk
        + b"0\r\n"
        + b"X-A: a\r\n" * 5_000
        + b"\r\n",
        "encoding-made-up": head("POST", "/checks", typed + "Transfer-Encoding: cow\r\n") + body,
        "expect": head("POST", "/checks", f"{typed}Content-Length: {len(body)}\r\nExpect: tea\r\n")
        + body,
        "upgrade": head("GET", "/healthz", "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n"),
        "smuggled": post(body[:-1] + b"}GET /keys HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    }
