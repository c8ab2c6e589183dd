"""
The push connector as a process that can kill itself at a chosen point.

`python tests/dying_push.py never|before|after[:TIMEOUT_S] READY`: SIGKILL before the first request
to a partner leaves, or once its reply is there and before anything is marked. With TIMEOUT_S it
gives a partner so many seconds, in place of those it ships with. READY is made once it serves.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import httpx

from streams.wiring.sending import webhook
from streams.wiring.sending.push import Push
from streams.wiring.settings import read_settings


def dying_requests(when: str) -> None:
    """From now on the first request over HTTP ends the process, before or after it."""
    ask = httpx.AsyncHTTPTransport.handle_async_request

    async def handle_async_request(
        self: httpx.AsyncHTTPTransport, request: httpx.Request
    ) -> httpx.Response:
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        reply = await ask(self, request)
        if when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return reply

    httpx.AsyncHTTPTransport.handle_async_request = handle_async_request  # type: ignore[method-assign]


async def main(given: str, ready: Callable[[], None]) -> None:
    """Push until killed."""
    when, _, timeout_s = given.partition(":")
    dying_requests(when)
    if timeout_s:
        webhook.TIMEOUT_S = float(timeout_s)  # type: ignore[misc]
    running = asyncio.create_task(Push.of(read_settings(os.environ)).run())
    ready()
    await running


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]).touch))
