"""
The relay as a process that can kill or stop itself at a chosen point.

`python dying_relay.py never|before|after|stopped[:TOPICS] READY`: SIGKILL before the first
messages are published to topics whose names begin with TOPICS (directives), or after the broker has
them and before they are marked; or SIGSTOP before, once. READY is made once it serves.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from connectors.channels.publisher import ManyToPublish, Publisher, Publishes, ToPublish
from streams.sending.fenced_publisher import FencedPublisher
from streams.sending.relay import Relay
from streams.wiring.settings import read_settings


class Dying:
    """Publishes like any other, and ends or stops the process beside the first for some topics."""

    when, topics = "never", "sanctions."

    def __init__(self, publisher: Publishes) -> None:
        self._publisher = publisher

    async def publish(self, given: Iterable[ToPublish | ManyToPublish]) -> None:
        """Publish, or die."""
        messages = list(given)
        mine = any(message.topic.startswith(self.topics) for message in messages)
        if mine and self.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        if mine and self.when == "stopped":
            Dying.when = "never"
            os.kill(os.getpid(), signal.SIGSTOP)
        await self._publisher.publish(messages)
        if mine and self.when == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    async def close(self) -> None:
        """End the connection."""
        await self._publisher.close()


async def connect_broker(bootstrap: str) -> Publishes:
    """As the relay does."""
    return Dying(await Publisher.connected(bootstrap))


async def connect_fenced(bootstrap: str, name: str) -> Publishes:
    """As the relay does for the pool."""
    return Dying(await FencedPublisher.connected(bootstrap, name))


async def main(when: str, ready: Callable[[], None]) -> None:
    """Relay until killed."""
    Dying.when, _, topics = when.partition(":")
    Dying.topics = topics or Dying.topics
    relay = Relay.of(read_settings(os.environ))
    dying = replace(relay, connect_broker=connect_broker, connect_fenced=connect_fenced)
    running = asyncio.create_task(dying.run())
    ready()
    await running


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]).touch))
