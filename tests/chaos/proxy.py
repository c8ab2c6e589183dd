"""A TCP proxy: its connections can be cut or fall silent, all at once; it can refuse new ones."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

LOOPBACK: Final = "127.0.0.1"
CHUNK_BYTES: Final = 65_536
#: Close with a reset: what was under way is lost.
RESET: Final = struct.pack("ii", 1, 0)
PATIENCE_S: Final = 10.0


class Proxy:
    """
    Leads to a port of this machine; `port` is its own, the same for as long as it lives.

    `host`: the address at which it listens, one of the loopback's. `port`: 0 = any free one.
    """

    def __init__(self, to_port: int, host: str = LOOPBACK, port: int = 0) -> None:
        self._to_port = to_port
        self._host = host
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._thread.start()
        self._writers: set[asyncio.StreamWriter] = set()
        self._ways: set[int] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._server: asyncio.Server | None = None
        self.port = port
        self.flow()
        self.admit()

    @property
    def connections(self) -> int:
        """How many clients are connected through it now."""
        return len(self._ways)

    @property
    def ways(self) -> frozenset[int]:
        """The ports from which it is connected with where it leads."""
        return frozenset(self._ways)

    def admit(self) -> None:
        """Take connections."""
        self._do(self._listen())

    def cut(self) -> None:
        """Reset every connection, also one that is silent; new ones are refused from now on."""
        self._do(self._cut())

    def fall_silent(self) -> None:
        """
        No byte goes on in either direction; connections stay, and new ones are taken.

        What is sent is still acknowledged, as long as there is room for it: neither side can tell
        by TCP that nobody hears it.
        """
        self._do(self._set(flowing=False))

    def flow(self) -> None:
        """What was held goes on, and so does everything after it."""
        self._do(self._set(flowing=True))

    def close(self) -> None:
        """After the call nothing of it runs."""
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, self._host, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _set(self, *, flowing: bool) -> None:
        if flowing:
            self._flowing.set()
        else:
            self._flowing.clear()

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._writers):
            held: socket.socket = writer.get_extra_info("socket")
            with suppress(OSError):  # its peer has closed it, and nobody was told yet
                held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            writer.transport.abort()
        self._flowing.set()  # what was held for them is thrown away

    async def _end(self) -> None:
        await self._cut()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.current_task()
        assert serving is not None
        self._serving.add(serving)
        self._writers.add(writer)
        try:
            await self._flowing.wait()
            if not writer.is_closing():
                await self._join(reader, writer)
        except OSError:  # nobody is there
            writer.close()
        finally:
            self._writers.discard(writer)
            self._serving.discard(serving)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(LOOPBACK, self._to_port)
        way: int = back.get_extra_info("sockname")[1]
        self._writers.add(back)
        self._ways.add(way)
        try:
            await asyncio.gather(self._pump(reader, back), self._pump(there, writer))
        finally:
            self._writers.discard(back)
            self._ways.discard(way)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Hand on until one side ends, then end the other; all of it while bytes flow."""
        try:
            while given := await source.read(CHUNK_BYTES):
                await self._flowing.wait()
                sink.write(given)
                await sink.drain()
        except OSError:
            pass
        finally:
            await self._flowing.wait()
            sink.close()
