"""One attempt to push one directive over HTTP, and what came of it."""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import aiohttp

from streams.send.body import WEBHOOK_LIMIT_BYTES
from streams.send.reply import UNREACHED, Meaning, meaning_of
from streams.send.retry import LONGEST_WAIT

#: An attempt as a whole.
TIMEOUT_S: Final = 15.0
#: No more of a reply is read, nor for longer once its status is known; nothing in it is needed.
REPLY_LIMIT_BYTES: Final = 65_536
REPLY_TIMEOUT_S: Final = 1.0
LONGEST_RETRY_AFTER_S: Final = LONGEST_WAIT.total_seconds()
#: What an operator is told where nobody replied; the first that fits.
_WORDS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (aiohttp.ClientConnectorDNSError, "its name is not found"),
    (aiohttp.ClientConnectorSSLError, "it speaks no TLS, or another version: http or https?"),
    (aiohttp.ClientConnectorError, "no connection"),
    (aiohttp.ServerDisconnectedError, "it hung up without a reply"),
    (aiohttp.ClientResponseError, "its reply is no HTTP"),
    (aiohttp.ClientOSError, "the connection broke"),
    (ValueError, "no address that could be asked"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """
    What came of an attempt. `why`: in a few words, for an operator; nothing of the reply's body.

    `unreached`: nobody there took note of it; where it is so with others too the partner is down.
    `retry_after_s`: the partner asks not to be tried before.
    """

    meaning: Meaning
    why: str = ""
    unreached: bool = False
    retry_after_s: float = 0.0


def client(
    ca_file: str = "", watched_by: Sequence[aiohttp.TraceConfig] = ()
) -> aiohttp.ClientSession:
    """
    A client that asks no proxy, keeps no cookie and unpacks nothing. How long it waits says `push`.

    `ca_file`: whom it trusts in place of those the machine trusts. To be made where an event loop
    runs.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=16, ssl=ssl.create_default_context(cafile=ca_file or None)
        ),
        timeout=aiohttp.ClientTimeout(total=None),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=REPLY_LIMIT_BYTES,
        max_field_size=REPLY_LIMIT_BYTES,
        trust_env=False,
        trace_configs=list(watched_by),
    )


async def push(
    http: aiohttp.ClientSession, url: str, headers: Mapping[str, str], body: bytes
) -> Attempt:
    """
    Send a body once, for `TIMEOUT_S` at most.

    Raises nothing for what the network or the partner does.
    """
    if len(body) >= WEBHOOK_LIMIT_BYTES:
        return Attempt(meaning=Meaning.RETURNED, why=f"body of {len(body)} bytes is too long")
    given = {**headers, "content-type": "application/json; charset=utf-8"}
    said: Attempt | None = None
    try:
        async with (
            asyncio.timeout(TIMEOUT_S),
            http.post(url, headers=given, data=body, allow_redirects=False) as reply,
        ):
            said = _said(reply)
            await _read_some(reply)
            return said
    except TimeoutError:
        return said or Attempt(meaning=Meaning.LATER, why="time-out", unreached=True)
    except (aiohttp.ClientError, ValueError) as error:  # ValueError: no address one could ask
        if said is not None:
            return said
        if isinstance(error, ssl.SSLCertVerificationError):
            return Attempt(meaning=Meaning.BROKEN, why="certificate refused")
        return Attempt(meaning=Meaning.LATER, why=_in_words(error), unreached=True)


def _in_words(error: Exception) -> str:
    fitting = (words for kind, words in _WORDS if isinstance(error, kind))
    return next(fitting, type(error).__name__)


def _said(reply: aiohttp.ClientResponse) -> Attempt:
    meaning = meaning_of(reply.status)
    unreached = reply.status in UNREACHED
    asked = reply.headers.get("retry-after", "") if unreached else ""
    return Attempt(
        meaning=meaning,
        why="" if meaning is Meaning.TAKEN else f"HTTP {reply.status}",
        unreached=unreached,
        retry_after_s=min(float(asked), LONGEST_RETRY_AFTER_S) if asked.isdecimal() else 0.0,
    )


async def _read_some(reply: aiohttp.ClientResponse) -> None:
    """Read a short reply, so that the connection can be used again; leave a long one."""
    if reply.content.at_eof():
        return
    read = 0
    try:
        async with asyncio.timeout(REPLY_TIMEOUT_S):
            while chunk := await reply.content.readany():
                read += len(chunk)
                if read > REPLY_LIMIT_BYTES:
                    break
    except (TimeoutError, aiohttp.ClientError):
        pass
    if not reply.content.at_eof():
        reply.close()
