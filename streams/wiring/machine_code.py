"""Whether the line runs as machine code: the copy that `make compile` makes, or plain Python."""

from importlib.machinery import EXTENSION_SUFFIXES

from streams import line


def compiled() -> bool:
    """Whether this process decides with extension modules."""
    return (line.__file__ or "").endswith(tuple(EXTENSION_SUFFIXES))
