"""
How a struck hub comes to its database: by a proxy, at another address of loopback.

The server has the same port at the usual one, where `hub up` has started it and finds it, and where
whoever judges goes.
"""

import os
from pathlib import Path
from typing import Final

from support.imports import ROOT

from chaos.proxy import Proxy
from streams.operate.embedded.ports import chosen_ports

#: As `detour/sitecustomize.py` tells the hub's processes.
AT: Final = "127.0.0.2"
#: The PYTHONPATH that brings them there.
HUB_PATH: Final = os.pathsep.join((str(Path(__file__).with_name("detour")), str(ROOT)))


def proxy_to_database(data: Path) -> Proxy:
    """The proxy of a hub that has not been started yet on the folder `data`."""
    data.mkdir(exist_ok=True, mode=0o711)
    port = chosen_ports(data, ("database",))["database"]
    return Proxy(port, AT, port)
