"""What `hub` on the command line calls: the command line, once it is there."""

import logging
import sys
from typing import Final

from streams.wiring.failures import INTERRUPTED

#: What these log, a command says by itself, in its own words.
LIBRARIES: Final = ("aiokafka", "asyncio", "httpcore", "httpx", "kafka", "psycopg")


def main() -> None:
    """
    Run the command line; Ctrl-C ends it without a traceback also while it is still being imported.

    What libraries log beside it is left out; what the hub's own modules log is heard.
    """
    for name in LIBRARIES:
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        from streams.operate.cli.main import main as command_line

        command_line()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
