"""A partner with a web address: one signed push a directive, and what came of it."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

import aiohttp

from connectors.channels import address
from connectors.channels.json_body import decode, encode, encode_result
from connectors.channels.port import (
    Attempt,
    ChannelKind,
    ChannelMeans,
    Letter,
    Meaning,
    PingResult,
    Sign,
)
from connectors.channels.reply import UNREACHED, meaning_of
from schemas.json_form import to_json

#: Standard Webhooks: a payload stays under 20 kB.
LIMIT_BYTES: Final = 20_000
#: An attempt as a whole.
TIMEOUT_S: Final = 15.0
#: No more of a reply is read, nor for longer once its status is known; nothing in it is needed.
REPLY_LIMIT_BYTES: Final = 65_536
REPLY_TIMEOUT_S: Final = 1.0
#: A partner may ask for no longer wait: `streams/send/retry.py:LONGEST_WAIT`.
LONGEST_RETRY_AFTER_S: Final = 3600.0
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
class Webhook:
    """Pushes to one partner's address; `now_s`: seconds since 1970."""

    http: aiohttp.ClientSession
    url: str
    sign: Sign
    now_s: Callable[[], int]

    async def attempt(self, letters: Sequence[Letter]) -> Sequence[Attempt]:
        """One request for each letter."""
        return [await self._push(str(one.id), one.body) for one in letters]

    @property
    def answers(self) -> None:
        """It answers over HTTP."""

    async def _push(self, message_id: str, body: bytes) -> Attempt:
        return await push(self.http, self.url, self.sign(message_id, self.now_s(), body), body)


@asynccontextmanager
async def opened(
    means: ChannelMeans, watched_by: Sequence[aiohttp.TraceConfig] = ()
) -> AsyncIterator[Webhook]:
    """A client of its own for a partner; certificates to trust are read now."""
    assert means.settings is not None
    url, ca_file = means.settings[address.URL.name], means.settings[address.CA_FILE.name]
    async with client(ca_file, watched_by) as http:
        yield Webhook(http=http, url=url, sign=means.sign, now_s=means.now_s)


def ping(means: ChannelMeans) -> PingResult:
    """A signed message of the type `ping`."""
    attempt = asyncio.run(_ping(means))
    well = attempt.meaning is Meaning.TAKEN
    return PingResult(well=well, text="reached" if well else f"not reached: {attempt.why}")


async def _ping(means: ChannelMeans) -> Attempt:
    now = datetime.fromtimestamp(means.now_s(), UTC)
    body = json.dumps({"type": "ping", "timestamp": to_json(now), "data": {}}).encode()
    async with opened(means) as channel:
        (attempt,) = await channel.attempt([nobodys(body)])
    return attempt


def nobodys(body: bytes) -> Letter:
    """A letter that names no subject, for the ping."""
    return Letter(id=uuid4(), subject=UUID(int=0), sequence=0, body=body)


def client(
    ca_file: str = "", watched_by: Sequence[aiohttp.TraceConfig] = ()
) -> aiohttp.ClientSession:
    """
    A client that asks no proxy, keeps no cookie and unpacks nothing. `push` sets its timeout.

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
    if len(body) >= LIMIT_BYTES:
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


KIND: Final = ChannelKind(
    encode=encode,
    decode=decode,
    encode_result=encode_result,
    ping=ping,
    opens=opened,
    settings=address.SETTINGS,
    usable=address.usable,
    secrets=address.secrets,
    reads=address.trusted,
)
