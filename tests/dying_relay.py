"""
The relay as a process that can kill itself at a chosen point.

`python tests/dying_relay.py never|before|after[:TOPICS] READY`: SIGKILL before the first messages
are published to topics whose names begin with TOPICS (directives), or after the broker has them and
before they are marked. READY is made once it serves.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from streams.wiring.sending.publisher import ManyToPublish, Publisher, ToPublish
from streams.wiring.sending.relay import Relay
from streams.wiring.settings import read_settings


class DyingPublisher(Publisher):
    """Publishes like any other, and ends the process beside the first messages for some topics."""

    when, topics = "never", "sanctions."

    async def publish(self, messages: Iterable[ToPublish | ManyToPublish]) -> None:
        """Publish, or die."""
        given = list(messages)
        mine = any(message.topic.startswith(self.topics) for message in given)
        if mine and self.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        await super().publish(given)
        if mine and self.when == "after":
            os.kill(os.getpid(), signal.SIGKILL)


async def main(when: str, ready: Callable[[], None]) -> None:
    """Relay until killed."""
    DyingPublisher.when, _, topics = when.partition(":")
    DyingPublisher.topics = topics or DyingPublisher.topics
    relay = Relay.of(read_settings(os.environ))
    running = asyncio.create_task(replace(relay, connect_broker=DyingPublisher.connected).run())
    ready()
    await running


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]).touch))
