"""The process `api`: the HTTP interface on loopback."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from connectors.partners.bounded_http import BoundedHttp
from streams.api.app import create_app
from streams.api.backlog_watch import BacklogWatch
from streams.api.hub import Hub
from streams.api.sessions import sessions
from streams.api.topic_writer import TopicWriter
from streams.wiring.clock import clock_of
from streams.wiring.endpoints import LOOPBACK
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings


def serve(settings: Settings, ready: Callable[[], None]) -> int:
    """Serve until SIGTERM or SIGINT; `settings` name the servers and the port."""
    if not (settings.bootstrap_servers and settings.database_url and settings.api_port):
        raise ValueError("the settings of a running hub name its servers")
    hub = Hub(
        settings=settings,
        keys=load_keys(settings.keys_folder),
        sessions=sessions(settings.database_url),
        writer=TopicWriter(settings.bootstrap_servers),
        backlog=BacklogWatch(settings.bootstrap_servers, settings.database_url),
        clock=clock_of(settings.data),
    )
    with socket.create_server((LOOPBACK, settings.api_port)) as listening:
        # Connections inherit it; asyncio sets it only on sockets whose protocol number is given.
        # Without it each reply waits 40 ms for the client's acknowledgement of its head.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asyncio.run(_serve(hub, listening, ready))
    return 0


async def _serve(hub: Hub, listening: socket.socket, ready: Callable[[], None]) -> None:
    server = uvicorn.Server(config_of(create_app(hub, ready)))
    # An interface that does not know how far the line is behind would look healthy.
    hub.backlog.ended.add_done_callback(lambda _: setattr(server, "should_exit", True))
    await server.serve(sockets=[listening])
    if hub.backlog.ended.done():
        hub.backlog.ended.result()


def config_of(app: ASGIApp, http: type[BoundedHttp] = BoundedHttp) -> uvicorn.Config:
    """How uvicorn serves the interface: no client holds a connection for as long as it likes."""
    return uvicorn.Config(
        app,
        http=http,
        ws="none",
        log_config=None,
        access_log=False,  # an address may hold what a log may not
        server_header=False,
        timeout_graceful_shutdown=10,
    )
