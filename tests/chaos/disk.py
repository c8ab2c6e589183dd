"""A small disk of its own for a server's folder, that can be full (tmpfs; only root may mount)."""

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Until it is full there is room enough for any run; memory is only taken for what is written.
SIZE_BYTES: Final = 8 * 1024**3
#: What is left when it is full: a page or two, so that the next write of any size fails.
LEFT_BYTES: Final = 8_192


class NoDisk(Exception):
    """This machine does not let us mount one; the text says what it said."""


@dataclass(slots=True)
class Disk:
    """A mounted folder. Filled by making the disk as small as what it holds, so at no cost."""

    folder: Path

    def mount(self) -> None:
        """Raises `NoDisk`."""
        self.folder.mkdir(parents=True, mode=0o711)
        options = f"size={SIZE_BYTES},mode=0711"
        _run("mount", "-t", "tmpfs", "-o", options, "hub-chaos", str(self.folder))

    def fill(self) -> None:
        """After the call nothing more can be written."""
        while True:
            with suppress(NoDisk):  # somebody wrote in between: what is used does not fit
                self._resize(self._used_bytes() + LEFT_BYTES)
                return

    def free(self) -> None:
        """There is room again."""
        self._resize(SIZE_BYTES)

    def unmount(self) -> None:
        """Its content is gone."""
        _run("umount", str(self.folder))

    def _used_bytes(self) -> int:
        found = os.statvfs(self.folder)
        return (found.f_blocks - found.f_bfree) * found.f_frsize

    def _resize(self, size_bytes: int) -> None:
        _run("mount", "-o", f"remount,size={size_bytes}", str(self.folder))


def mounted(folders: dict[str, Path]) -> tuple[dict[str, Disk], str]:
    """A disk for each folder, by name; or none, and why not."""
    disks: dict[str, Disk] = {}
    try:
        for name, folder in folders.items():
            disk = Disk(folder)
            disk.mount()
            disks[name] = disk
    except (NoDisk, OSError) as why:
        for disk in disks.values():
            disk.unmount()
        return {}, str(why)
    return disks, ""


def _run(*command: str) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoDisk(done.stderr.strip() or f"{command[0]} ended with {done.returncode}")
