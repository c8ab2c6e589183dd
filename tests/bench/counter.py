"""What officials at a counter wait: `POST /checks` and `POST /subjects/query`, over HTTP."""

import json
import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Final

from bench.delay import Delays
from bench.machine import cpu_s

from streams.operate.load.traffic import organisation

#: Officials who ask at the same time, each the next question when the last is answered.
TOGETHER: Final = 4
ASKED: Final = {"asked_by": "窗口 甲", "purpose": "供应商资格审查"}
PATIENCE_S: Final = 60.0
PATHS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "check": ("/checks", {"item": "government-procurement-qualification"}),
    "query": ("/subjects/query", {}),
}


class NotKnown(Exception):
    """The hub cannot say; the text is its answer."""


def measure_counter(port: int, api: int, known: int, questions: int) -> dict[str, float]:
    """
    Delays of one official alone, and questions a second of several at a time.

    Asked about `known` matters of the mix, drawn evenly; `api` is the process that answers.
    """
    found: dict[str, float] = {}
    for name, (path, more) in PATHS.items():
        bodies = _bodies(known, questions, more)
        _await_known(port, path, bodies[0])
        _ask(port, path, bodies[: questions // 10])  # connections and plans are made
        before = cpu_s(api)
        found |= Delays(found_ms=sorted(_ask(port, path, bodies))).told(name)
        found[f"api_cpu_us_per_{name}"] = (cpu_s(api) - before) / questions * 1e6
        begun = time.monotonic()
        together = _ask_together(port, path, bodies)
        found[f"{name}_per_s"] = questions / (time.monotonic() - begun)
        found |= Delays(found_ms=sorted(together)).told(f"{name}_of_{TOGETHER}")
    return found


def _ask_together(port: int, path: str, bodies: Sequence[bytes]) -> list[float]:
    shares = [bodies[place::TOGETHER] for place in range(TOGETHER)]
    with ThreadPoolExecutor(max_workers=TOGETHER) as pool:
        asking = [pool.submit(_ask, port, path, share) for share in shares]
        return [wait_ms for each in asking for wait_ms in each.result()]


def _bodies(known: int, questions: int, more: Mapping[str, str]) -> list[bytes]:
    chance = random.Random(11)
    matters = [chance.randrange(known) for _ in range(questions)]
    return [
        json.dumps(
            {**ASKED, **more, "subject": {"uscc": organisation(matter * 7 % 1_000_000 // 3)}}
        ).encode()
        for matter in matters
    ]


def _ask(port: int, path: str, bodies: Sequence[bytes]) -> list[float]:
    """The wait for each answer in ms, one after another on one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    waits = []
    for body in bodies:
        begun = time.perf_counter()
        connection.request("POST", path, body, {"content-type": "application/json"})
        reply = connection.getresponse()
        content = reply.read()
        waits.append(1000 * (time.perf_counter() - begun))
        if reply.status != 200:
            raise ValueError(f"{path} answered {reply.status}")
        if b'"UNKNOWN"' in content:
            raise NotKnown(f"{path}: {content.decode()}")
    connection.close()
    return waits


def _await_known(port: int, path: str, body: bytes) -> None:
    """Return once the hub knows how far it is, as it must for an answer."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            _ask(port, path, [body])
        except NotKnown:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
