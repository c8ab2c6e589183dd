"""A TCP proxy whose connections can be cut, all at once, and which can refuse new ones."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from typing import Any, Final

LOOPBACK: Final = "127.0.0.1"
CHUNK_BYTES: Final = 65_536
#: Close with a reset: what was under way is lost.
RESET: Final = struct.pack("ii", 1, 0)
PATIENCE_S: Final = 10.0


class Proxy:
    """Leads to a port of this machine; `port` is its own, the same for as long as it lives."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._thread.start()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.admit()

    @property
    def connections(self) -> int:
        """How many clients are connected through it now."""
        return len(self._writers) // 2

    def admit(self) -> None:
        """Take connections."""
        self._do(self._listen())

    def cut(self) -> None:
        """Reset every connection; new ones are refused from now on."""
        self._do(self._cut())

    def close(self) -> None:
        """After the call nothing of it runs."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, LOOPBACK, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._writers):
            held: socket.socket = writer.get_extra_info("socket")
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(LOOPBACK, self._to_port)
        except OSError:
            writer.close()
            return
        self._writers |= {writer, back}
        try:
            await asyncio.gather(_pump(reader, back), _pump(there, writer))
        finally:
            self._writers -= {writer, back}


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Hand on until one side ends, then end the other."""
    try:
        while given := await source.read(CHUNK_BYTES):
            sink.write(given)
            await sink.drain()
    except OSError:
        pass
    finally:
        sink.close()
