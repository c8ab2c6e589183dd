"""
`python -m hostile.fuzz TARGET [options of libFuzzer] [folders of seeds]`: one target, fuzzed.

What the target raises ends the process, and the input is kept as a file; so does an input that
takes more than two seconds of processor time or makes the process grow by more than 64 MiB.
"""

import gc
import importlib
import random
import sys
import time
from collections.abc import Callable
from types import FunctionType

import atheris
from hostile.limits import LIMIT_CPU_S, LIMIT_KIB, memory

#: The packages whose branches the fuzzer sees, by target: to prepare all would take longer than to
#: fuzz a little.
SEEN = {
    "events": ("streams.accept",),
    "answers": ("schemas.codec", "streams.deciding.arrivals"),
    "cf": ("connectors.departments",),
    "court-list": ("connectors.departments",),
    "bodies": ("schemas.json_form", "streams.accept", "streams.api"),
    "registry": ("avro", "schemas"),
}
#: Targets whose inputs are texts.
TEXTS = ("cf", "court-list", "bodies", "registry")
#: Targets that bring the whole interface with them.
HTTP = ("bodies", "registry")


class TooSlow(Exception):
    """An input took too long."""


class TooLarge(Exception):
    """An input made the process grow by too much."""


def within_limits(target: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """The target, which also raises when an input costs too much time or memory."""

    def limited(content: bytes) -> None:
        begun_s, most_kib = time.process_time(), memory("self")["most_kib"]
        target(content)
        if time.process_time() - begun_s > LIMIT_CPU_S:
            raise TooSlow
        if memory("self")["most_kib"] - most_kib > LIMIT_KIB:
            raise TooLarge

    return limited


def change_a_part(content: bytes, most_bytes: int, seed: int) -> bytes:
    """
    A text with one cell, value or line changed, and mostly still a text.

    Bytes changed anywhere are nearly always no UTF-8, or an open quote, and seldom get further.
    """
    chance = random.Random(seed)
    between = chance.choice((b",", b'"', b"\n", b""))
    parts = content.split(between) if between else [content]
    place = chance.randrange(len(parts))
    parts[place] = atheris.Mutate(parts[place], min(most_bytes, len(parts[place]) + 64))
    changed = between.join(parts)[:most_bytes]
    return changed if chance.randrange(8) == 0 else changed.decode("utf-8", "ignore").encode()


def instrument_readers() -> None:
    """Readers compiled from the schemas are not imported, and would be seen as one step."""
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__name__.startswith("read_credit_"):
            atheris.instrument_func(function)


def main(arguments: list[str]) -> None:
    """Fuzz until libFuzzer ends the process."""
    name = arguments[1]
    with atheris.instrument_imports(include=list(SEEN[name])):
        module = "http_targets" if name in HTTP else "targets"
        targets = importlib.import_module(f"hostile.{module}").targets()
    target = targets[name]
    target(b"")
    instrument_readers()
    by_parts = {"custom_mutator": change_a_part} if name in TEXTS else {}
    atheris.Setup([arguments[0], *arguments[2:]], within_limits(target), **by_parts)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
