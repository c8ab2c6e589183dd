"""What one input may cost a process, and what a process holds."""

from pathlib import Path

#: Of processor time, so that a busy machine changes nothing.
LIMIT_CPU_S = 2.0
#: Above what the idle process holds.
LIMIT_KIB = 64 * 1024


def memory(process: str) -> dict[str, int]:
    """What a process (its number, or `self`) holds in memory, and the most it has held, in KiB."""
    status = Path(f"/proc/{process}/status").read_bytes()
    return {"now_kib": _kib(status, b"VmRSS:"), "most_kib": _kib(status, b"VmHWM:")}


def _kib(status: bytes, field: bytes) -> int:
    return int(status.partition(field)[2].split(None, 1)[0])
