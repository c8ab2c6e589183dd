"""A client that does not finish what it began does not hold its connection for ever."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from integration.api_alone.serving import NO_DATABASE, NOWHERE, serving
from support.hub_process import await_that

from connectors.partners.bounded_http import BoundedHttp, Bounds

#: How long a client that dribbles waits before each byte.
PACE_S = 0.05
#: When a test gives up: far longer than any bound of the server under test.
GIVE_UP_S = 30.0

ASKING = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n"
POSTING = b"POST /checks HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"


class Hasty(BoundedHttp):
    """Waits half a second for whatever it waits for, and takes three connections."""

    bounds = Bounds(head_s=0.5, body_s=0.5, reply_s=0.5, connections=3)


class ForThree(BoundedHttp):
    """Takes three connections, and waits as usual."""

    bounds = Bounds(connections=3)


class HastyForHeads(BoundedHttp):
    """Waits half a second for a head, and as usual for the rest."""

    bounds = Bounds(head_s=0.5)


class ForOne(BoundedHttp):
    """Takes one connection, and waits half a second for it to read."""

    bounds = Bounds(reply_s=0.5, connections=1)


@pytest.fixture
def port(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """Where the interface is, hasty unless asked otherwise, without any server behind it."""
    with serving(tmp_path, NOWHERE, NO_DATABASE, getattr(request, "param", Hasty)) as client:
        yield port_of(client)


def port_of(client: httpx.Client) -> int:
    """Where the interface is."""
    assert client.base_url.port is not None
    return client.base_url.port


def connected(port: int) -> socket.socket:
    """A connection of its own."""
    return socket.create_connection(("127.0.0.1", port), GIVE_UP_S)


def dribbled(connection: socket.socket, sent: bytes, then: bytes) -> bytes:
    """What came until the server closed, while `then` was sent over and over, byte by byte."""
    connection.sendall(sent)
    connection.settimeout(PACE_S)
    came = bytearray()
    for turn in range(int(GIVE_UP_S / PACE_S)):
        try:
            if not (part := connection.recv(65_536)):
                return bytes(came)
            came += part
        except TimeoutError:
            connection.sendall(then[turn % len(then) :][:1] if then else b"")
        except ConnectionError:
            return bytes(came)
    pytest.fail("the connection is still open")


def answered(connection: socket.socket) -> bytes:
    """The reply to a request of a healthy client."""
    reply = b""
    while b"alive" not in reply:
        part = connection.recv(65_536)
        assert part, reply
        reply += part
    return reply


@pytest.mark.parametrize(
    ("sent", "then"),
    [
        (b"", b""),
        (b"", b"GET-AND-NO-END"),
        (ASKING[:-2] + b"x-more: ", b"x"),
        (POSTING + b"content-length: 60000\r\n\r\n", b" "),
        (POSTING + b"transfer-encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silence", "first line", "head", "body", "chunks"],
)
def test_what_is_not_finished_is_closed(port: int, sent: bytes, then: bytes) -> None:
    """Nothing at all, or a head or a body byte by byte: after the bound it is 408, and the end."""
    with connected(port) as connection:
        assert dribbled(connection, sent, then).startswith(b"HTTP/1.1 408 ")


def test_a_further_request_is_bounded_too(port: int) -> None:
    """On a connection that was answered before, half a head is closed all the same."""
    with connected(port) as connection:
        connection.sendall(ASKING)
        answered(connection)
        assert dribbled(connection, b"GET", b"x").startswith(b"HTTP/1.1 408 ")


def test_a_body_is_bounded_after_its_answer(port: int) -> None:
    """Who was told that the body is too large, and goes on sending it, is not listened to."""
    with connected(port) as connection:
        too_large = POSTING + b"content-length: 9000000\r\n\r\n" + b" " * 70_000
        assert dribbled(connection, too_large, b" ").startswith(b"HTTP/1.1 413 ")


def test_a_reply_nobody_reads_is_given_up(tmp_path: Path) -> None:
    """A client that asks and never reads gives its place to another one."""
    with (
        serving(tmp_path, NOWHERE, NO_DATABASE, ForOne) as client,
        connected(port_of(client)) as connection,
    ):
        connection.sendall(ASKING.replace(b"healthz", b"openapi.json") * 300)
        connection.recv(1)

        def served() -> bool:
            with connected(port_of(client)) as another, suppress(ConnectionError):
                another.sendall(ASKING)
                return b" 200 OK" in another.recv(65_536)
            return False

        assert not served()
        await_that("another one is served", served, GIVE_UP_S)


def test_a_slow_client_is_served(tmp_path: Path) -> None:
    """One that takes longer for its body than a head may take gets its answer, and the next."""
    body = b'{"asked_by": "' + b"x" * 20 + b'"}'
    head = POSTING + b"content-length: %d\r\n\r\n" % len(body)
    with (
        serving(tmp_path, NOWHERE, NO_DATABASE, HastyForHeads) as client,
        connected(port_of(client)) as connection,
    ):
        connection.sendall(head)
        connection.settimeout(PACE_S)
        for byte in body[:-1]:
            with pytest.raises(TimeoutError):
                connection.recv(1)
            connection.sendall(bytes([byte]))
        connection.settimeout(GIVE_UP_S)
        connection.sendall(body[-1:] + ASKING)
        assert answered(connection).startswith(b"HTTP/1.1 422 ")


@pytest.mark.parametrize("port", [ForThree], indirect=True)
def test_one_connection_too_many_is_told_so(port: int) -> None:
    """It is answered 503 at once; when another ends, the next one is served."""
    first, second, third = (connected(port) for _ in range(3))
    for connection in (first, second, third):
        connection.sendall(ASKING)
        answered(connection)
    with connected(port) as fourth:
        assert fourth.recv(65_536).startswith(b"HTTP/1.1 503 ")
    first.close()
    with connected(port) as fifth:
        fifth.sendall(ASKING)
        assert answered(fifth).startswith(b"HTTP/1.1 200 ")
    second.close()
    third.close()
