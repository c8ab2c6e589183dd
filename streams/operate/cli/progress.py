"""A line that overwrites itself, on a terminal only."""

import sys


def show(text: str) -> None:
    """Show a text in place of what was shown before."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def clear() -> None:
    """After the call nothing of it is seen."""
    show("")
