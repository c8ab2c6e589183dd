"""
The push connector as a process that can kill itself at a chosen point.

`python dying_push.py never|before|after[@CHANNEL][:TIMEOUT_S] READY`: SIGKILL before the
first request to a partner leaves or its first file is written, or once its reply or the file is
there and before anything is marked; with CHANNEL beside that channel alone. With TIMEOUT_S it gives
a partner so many seconds, in place of those it ships with. READY is made once it serves.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import aiohttp

from connectors.channels import folder, webhook
from connectors.channels.port import Attempt, ChannelMeans, Letter
from schemas.catalogue.model import Channel
from streams.sending.push import Push
from streams.wiring.settings import read_settings


def dying(when: str) -> aiohttp.TraceConfig:
    """The first request over HTTP ends the process, before or after it."""

    async def end(_session: aiohttp.ClientSession, _context: object, _asked: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    watching = aiohttp.TraceConfig()
    if when == "before":
        watching.on_request_start.append(end)
    if when == "after":
        watching.on_request_end.append(end)
    return watching


class DyingFolder(folder.Folder):
    """The first file ends the process, before or after it is written."""

    when: ClassVar[str] = "never"

    async def attempt(self, letters: Sequence[Letter]) -> Sequence[Attempt]:
        """As it is, and then no more."""
        if self.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        attempts = await super().attempt(letters)
        if self.when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return attempts


@asynccontextmanager
async def dying_beside_a_file(when: str, means: ChannelMeans) -> AsyncIterator[folder.Folder]:
    """The folder of a partner, with a process that dies beside it."""
    assert means.settings is not None
    DyingFolder.when = when
    place = folder.place_of(means.settings)
    yield DyingFolder(place=place, sign=means.sign, now_s=means.now_s)


async def main(given: str, ready: Callable[[], None]) -> None:
    """Push until killed."""
    told, _, timeout_s = given.partition(":")
    if timeout_s:
        webhook.TIMEOUT_S = float(timeout_s)  # type: ignore[misc]
    when, _, only = told.partition("@")
    by_address = dying(when if only in ("", Channel.WEBHOOK) else "never")
    by_file = when if only in ("", Channel.FOLDER) else "never"
    kinds = {
        Channel.WEBHOOK: replace(
            webhook.KIND, opens=partial(webhook.opened, watched_by=[by_address])
        ),
        Channel.FOLDER: replace(folder.KIND, opens=partial(dying_beside_a_file, by_file)),
    }
    pushing = replace(Push.of(read_settings(os.environ)), kinds=kinds)
    running = asyncio.create_task(pushing.run())
    ready()
    await running


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]).touch))
