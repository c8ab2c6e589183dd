"""What `hub` on the command line calls: the command line, once it is there."""

import logging
import sys
from typing import Final

#: Exit code of a program that Ctrl-C ended, as shells count it: 128 and the signal's number.
INTERRUPTED: Final = 130


def main() -> None:
    """
    Run the command line; Ctrl-C ends it without a traceback also while it is still being imported.

    A command tells by itself what went wrong: what libraries would write beside it is left out.
    """
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        from streams.wiring.cli.main import main as command_line

        command_line()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
