"""How a sender's process runs: its work until SIGTERM or Ctrl-C, or until the work itself ends."""

import asyncio
import signal
from collections.abc import Callable, Coroutine

#: What the process does; made inside the event loop that runs it.
Work = Callable[[], Coroutine[None, None, None]]


def run_until_stopped(work: Work, ready: Callable[[], None]) -> None:
    """
    Run `work` until a stop is asked for; `ready` is called once it has begun.

    Raises what the work raises: an outage is the work's own to wait for, a bug ends the process.
    """
    asyncio.run(_run(work, ready))


async def _run(work: Work, ready: Callable[[], None]) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    running = asyncio.create_task(work())
    ready()
    stop = asyncio.create_task(stopped.wait())
    done, _ = await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
    running.cancel()
    if running in done:
        running.result()
