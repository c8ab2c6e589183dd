"""One attempt over HTTP against servers that do what servers should not."""

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from support.certificates import server_certificate

from connectors.channels import webhook
from connectors.channels.port import Attempt, Meaning
from connectors.channels.webhook import client, push

MIB = 2**20

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def _replying(*parts: bytes, then_s: float = 0.0) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
            await asyncio.sleep(then_s)
        except ConnectionError:
            pass
        finally:
            writer.close()

    return handle


@asynccontextmanager
async def _server(handle: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    yield f"http{'s' if tls else ''}://127.0.0.1:{port}/directives"
    server.close()


def _attempt(handle: Handler, tls: ssl.SSLContext | None = None, ca_file: str = "") -> Attempt:
    async def run() -> Attempt:
        async with _server(handle, tls) as url, client(ca_file) as http:
            return await push(http, url, {}, b"{}")

    return asyncio.run(run())


def _head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


def test_a_redirect_is_not_followed() -> None:
    """It is a broken channel, wherever it points."""
    head = _head("307 Temporary Redirect", "Location: http://127.0.0.1:1/", "Content-Length: 0")
    assert _attempt(_replying(head)) == Attempt(meaning=Meaning.BROKEN, why="HTTP 307")


def test_a_long_reply_is_left_unread() -> None:
    """The status counts; the megabytes behind it do not."""
    head = _head("200 OK", "Content-Length: 100000000")
    assert _attempt(_replying(head, *[bytes(65_536)] * 40)).meaning is Meaning.TAKEN


def test_a_reply_without_end_is_broken_off() -> None:
    """The connection ends long before a partner has sent 64 MiB."""
    given: list[int] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_head("200 OK", f"Content-Length: {64 * MIB}"))
        try:
            for _ in range(64):
                writer.write(bytes(MIB))
                await writer.drain()
                given.append(MIB)
        except ConnectionError:
            pass
        finally:
            writer.close()

    assert _attempt(handle).meaning is Meaning.TAKEN
    assert sum(given) < 64 * MIB


def test_a_compressed_reply_is_not_unpacked() -> None:
    """
    A bomb of 32 MiB is 32 kB on its way, and no more of it is looked at.

    Unpacked it would be longer than what is read of a reply, and its connection be given up: as it
    is the next directive goes over the same one.
    """
    bomb = gzip.compress(bytes(32 * MIB))
    assert len(bomb) < webhook.REPLY_LIMIT_BYTES
    head = _head("200 OK", "Content-Encoding: gzip", f"Content-Length: {len(bomb)}")
    of_each_connection: list[int] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        of_each_connection.append(0)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n{}"):
                of_each_connection[-1] += 1
                writer.write(head + bomb)
                await writer.drain()
        writer.close()

    async def run() -> list[Attempt]:
        async with _server(handle) as url, client() as http:
            return [await push(http, url, {}, b"{}") for _ in range(2)]

    assert [one.meaning for one in asyncio.run(run())] == [Meaning.TAKEN, Meaning.TAKEN]
    assert of_each_connection == [2]


def test_a_reply_that_trickles_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that never ends is given up, and its status counts; without a head it is as if nobody
    was there."""
    monkeypatch.setattr(webhook, "TIMEOUT_S", 0.3)
    head = _head("200 OK", "Content-Length: 10")
    assert _attempt(_replying(head, b"x", then_s=2)).meaning is Meaning.TAKEN
    nothing = _attempt(_replying(b"HTTP/1.1 2", then_s=2))
    assert (nothing.meaning, nothing.unreached) == (Meaning.LATER, True)


def test_a_cookie_is_not_kept() -> None:
    """What one reply sets is not sent with the next directive."""
    asked: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        cookie = "Set-Cookie: who=partner"
        writer.write(_head("200 OK", cookie, "Connection: close", "Content-Length: 0"))
        await writer.drain()
        writer.close()

    async def run() -> list[Attempt]:
        async with _server(handle) as url, client() as http:
            # Cookies are kept for names only, not for addresses.
            named = url.replace("127.0.0.1", "localhost")
            return [await push(http, named, {}, b"{}") for _ in range(2)]

    assert [one.meaning for one in asyncio.run(run())] == [Meaning.TAKEN, Meaning.TAKEN]
    assert [b"cookie" in one.lower() for one in asked] == [False, False]


def test_an_address_that_cannot_be_asked_is_a_partner_that_is_away() -> None:
    """A name with an empty or endless part raises nothing, and no other partner suffers."""

    async def run(host: str) -> Attempt:
        async with client() as http:
            return await push(http, f"http://{host}:1/", {}, b"{}")

    for host in ("partner..invalid", "a" * 64 + ".invalid"):
        found = asyncio.run(run(host))
        assert (found.meaning, found.unreached) == (Meaning.LATER, True)


def test_an_operator_is_told_in_words_why_nobody_replied() -> None:
    """What `hub partner ping` and `hub explain` show, for each of the ways there are."""

    async def run(address: str) -> str:
        async with client() as http:
            return (await push(http, address, {}, b"{}")).why

    async def plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_head("400 Bad Request"))
        writer.close()

    async def over_tls() -> str:
        async with _server(plainly) as url:
            return await run(url.replace("http:", "https:"))

    assert asyncio.run(run("http://partner.invalid/")) == "its name is not found"
    assert asyncio.run(run("http://127.0.0.1:1/")) == "no connection"
    assert asyncio.run(run("http://1.2.3.4.5/")) == "no address that could be asked"
    assert asyncio.run(over_tls()) == "it speaks no TLS, or another version: http or https?"
    assert _attempt(_replying(b"")).why == "it hung up without a reply"
    assert _attempt(_replying(b"SSH-2.0\r\n\r\n")).why == "its reply is no HTTP"


def test_long_headers_of_a_reply_do_no_harm() -> None:
    """A cookie of 30 kB is no reason to tell the partner again."""
    head = _head("200 OK", f"Set-Cookie: {'x' * 30_000}", "Content-Length: 0")
    assert _attempt(_replying(head)).meaning is Meaning.TAKEN


def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says of proxies does not lead a directive elsewhere."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "")
    head = _head("200 OK", "Content-Length: 0")
    assert _attempt(_replying(head)).meaning is Meaning.TAKEN


def test_a_partner_may_ask_for_time() -> None:
    """With 429 and 503: no attempt before, within an hour. With a 500 it is not read."""
    head = _head("503 Service Unavailable", "Retry-After: 7", "Content-Length: 0")
    found = _attempt(_replying(head))
    assert (found.meaning, found.unreached, found.retry_after_s) == (Meaning.LATER, True, 7.0)
    long = _head("429 Too Many Requests", "Retry-After: 999999", "Content-Length: 0")
    assert _attempt(_replying(long)).retry_after_s == webhook.LONGEST_RETRY_AFTER_S
    fault = _head("500 Internal Server Error", "Retry-After: 7", "Content-Length: 0")
    assert _attempt(_replying(fault)).retry_after_s == 0


def test_a_lost_connection_is_tried_again() -> None:
    """Nothing but an end of the connection comes: LATER, and nobody was reached."""
    found = _attempt(_replying())
    assert (found.meaning, found.unreached) == (Meaning.LATER, True)


def test_a_certificate_that_is_not_trusted_breaks_the_channel(tmp_path: Path) -> None:
    """C53: refused, it pauses the partner; trusted by its file, it serves."""
    ca_file, tls = server_certificate(tmp_path)
    ok = _replying(_head("200 OK", "Content-Length: 0"))
    assert _attempt(ok, tls) == Attempt(meaning=Meaning.BROKEN, why="certificate refused")
    assert _attempt(ok, tls, ca_file).meaning is Meaning.TAKEN


def test_a_body_that_is_too_long_is_not_sent() -> None:
    """20 kB or more: returned by the hub itself, without a connection."""

    async def run() -> Attempt:
        async with client() as http:
            return await push(http, "http://127.0.0.1:1/", {}, bytes(20_000))

    assert asyncio.run(run()).meaning is Meaning.RETURNED
