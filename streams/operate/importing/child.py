"""
The process that reads a file: `python -m streams.operate.importing.child`, started by `apart.py`.

The file is its standard input, what it says of it goes to its standard output as lines of JSON.
What could go wrong with a file goes wrong here, within bounds the process sets on itself before it
looks at a byte: it cannot write a file, hold more memory or use more time than it was given.
"""

import os
import resource
import sys
from datetime import date
from typing import Final

#: How the process ends when its memory is used up.
OUT_OF_MEMORY: Final = 41
#: The interpreter opens modules and codecs while it reads; nothing else is opened.
_FILES: Final = 32
_BUFFER_BYTES: Final = 256 * 1024


def main(layout: str, court_uscc: str, today: str, memory_bytes: int, cpu_s: int) -> int:
    """Read standard input in a layout, and return the exit code."""
    bounds = {
        resource.RLIMIT_AS: (memory_bytes, memory_bytes),
        # The first one tells by its signal that it was the time.
        resource.RLIMIT_CPU: (cpu_s, cpu_s + 2),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (_FILES, _FILES),
    }
    for bound, most in bounds.items():
        resource.setrlimit(bound, most)
    try:
        _answer(layout, court_uscc, date.fromisoformat(today))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _answer(layout: str, court_uscc: str, today: date) -> None:
    # Only now, within the bounds.
    from connectors.departments.layouts import cf, court_list, lines

    with (
        os.fdopen(0, "rb", closefd=False) as file,
        os.fdopen(1, "wb", _BUFFER_BYTES, closefd=False) as out,
    ):
        parts = cf.parts(file) if layout == cf.LAYOUT else court_list.parts(file, court_uscc, today)
        out.writelines(lines.lines_of(parts))


if __name__ == "__main__":
    layout, court_uscc, today, memory_bytes, cpu_s = sys.argv[1:]
    sys.exit(main(layout, court_uscc, today, int(memory_bytes), int(cpu_s)))
