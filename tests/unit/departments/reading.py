"""What is asked of the process that reads a file, and what is seen of it."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from support.cf_files import A, cf_file, row

from connectors.departments.layouts import cf, court_list
from streams.operate.importing.apart import FileQuestion, ReadingBounds, bounds_for

TODAY = date(2026, 6, 1)
COURT = "11999900000018016G"
CF = FileQuestion(layout=cf.LAYOUT, court_uscc="", today=TODAY)
LIST = FileQuestion(layout=court_list.LAYOUT, court_uscc=COURT, today=TODAY)
HEADER = cf_file()
MIB = 1024 * 1024
LONG = cf_file(*(row(CF_WSH=f"{number}号") for number in range(20_000)))

LISTING = {
    "iname": "样例乙",
    "caseCode": "(2026)苏9999执901号",
    "cardNum": A,
    "courtName": "市中级人民法院",
    "partyTypeName": "1",
    "publishDate": "2026年05月12日",
}


def children() -> list[Path]:
    """The processes this one has started for reading and that are still there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = process.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            command = process.joinpath("cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == os.getpid() and b"streams.operate.importing.child" in command:
            found.append(process)
    return found


def with_bounds(**changes: Any) -> Callable[[int], ReadingBounds]:
    """The bounds for a file of that size, some of them others."""
    return lambda size: replace(bounds_for(size), **changes)


def table(*rows: bytes) -> bytes:
    return HEADER + b"\r\n".join(rows)
