"""The HTTP interface in a thread of the test, over servers that may be away."""

import gc
import socket
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from connectors.partners.bounded_http import BoundedHttp
from streams.api.app import create_app
from streams.api.backlog_watch import BacklogWatch
from streams.api.hub import Hub
from streams.api.serve import config_of
from streams.api.sessions import sessions
from streams.api.topic_writer import TopicWriter
from streams.wiring.clock import clock_of
from streams.wiring.keys import load_keys, make_missing_keys
from streams.wiring.settings import read_settings

NOWHERE = "127.0.0.1:1"
NO_DATABASE = "postgresql://hub@127.0.0.1:1/hub"


@contextmanager
def serving(
    data: Path, bootstrap: str, database: str, http: type[BoundedHttp] = BoundedHttp
) -> Iterator[httpx.Client]:
    """The interface over these servers, on a free port of loopback."""
    settings = read_settings({"HUB_DATA": str(data)})
    make_missing_keys(settings.keys_folder)
    hub = Hub(
        settings=settings,
        keys=load_keys(settings.keys_folder),
        sessions=sessions(database),
        writer=TopicWriter(bootstrap),
        backlog=BacklogWatch(bootstrap, database),
        clock=clock_of(data),
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(config_of(create_app(hub, lambda: None), http))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            with httpx.Client(base_url=url, timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()
            with warnings.catch_warnings():
                # kafka-python leaves sockets that nobody took up to the garbage collector
                warnings.simplefilter("ignore", ResourceWarning)
                gc.collect()
