"""What the embedded database may take of the machine: memory, and one flush for all files."""

from pathlib import Path

import pytest

from streams.operate.embedded.memory import memory_bytes
from streams.operate.embedded.postgres import shared_buffers_mib, sync_method

GIB = 2**30


@pytest.mark.parametrize(
    ("memory_gib", "buffers_mib"), [(0.5, 128), (4, 512), (16, 2048), (1024, 2048)]
)
def test_buffers_fit_the_machine(memory_gib: float, buffers_mib: int) -> None:
    """An eighth of the memory, neither too little to work with nor all of a large machine."""
    assert shared_buffers_mib(int(memory_gib * GIB)) == buffers_mib


def test_a_container_counts_with_what_it_may_use(tmp_path: Path) -> None:
    """Its limit holds where it is less than the machine has; without one the machine counts."""
    limited, free = tmp_path / "limited", tmp_path / "free"
    limited.write_text("1048576\n")
    free.write_text("max\n")
    missing = tmp_path / "missing"
    assert memory_bytes((missing, free, limited)) == 1_048_576
    assert memory_bytes((missing, free)) == memory_bytes(()) > 1_048_576


@pytest.mark.parametrize(
    ("kernel", "method"),
    [
        ("5.4.0-150-generic", "fsync"),
        ("5.8.0", "syncfs"),
        ("6.1.0-rc1", "syncfs"),
        ("10.0", "syncfs"),
        ("odd", "fsync"),
    ],
)
def test_files_are_flushed_at_once_where_the_kernel_tells_of_faults(
    kernel: str, method: str
) -> None:
    """Before 5.8 it kept quiet about what could not be written: then file by file."""
    assert sync_method(kernel) == method
