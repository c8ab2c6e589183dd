"""How much memory this process may use."""

import os
from pathlib import Path
from typing import Final

#: What a container may use (cgroup v2, then v1).
LIMITS: Final = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def memory_bytes(limits: tuple[Path, ...] = LIMITS) -> int:
    """The machine's memory, or what the container may use of it, whichever is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([machine, *(int(said) for limit in limits if (said := _said(limit)).isdecimal())])


def _said(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except OSError:
        return ""
