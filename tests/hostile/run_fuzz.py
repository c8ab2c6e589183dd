"""
`python -m hostile.run_fuzz [INPUTS]`: every target, the inputs divided among them equally.

What is found is kept in `found/`, from where the tests take it up. Each run goes its own way; its
seed is printed, with which it goes the same way again: `--seed`.
"""

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from hostile.asking import TESTS
from hostile.make import DOORS, made

_WORD = re.compile(rb"[\x80-\xff\w.:-]{3,40}")
MOST_WORDS = 300
FOUND = Path(__file__).resolve().parent / "found"
TARGETS = ("events", "answers", "cf", "court-list", "bodies", "registry")
A_MILLION = 1_000_000
#: Beyond, an input is longer but no different.
LONGEST_BYTES = 2_048
#: Of the wall clock, for what never ends; what is merely slow the target sees by itself.
HANGS_AFTER_S = 60


def fuzz(
    target: str, inputs: int, seed: int, found: Path = FOUND
) -> subprocess.CompletedProcess[str]:
    """Lay so many inputs before a target; what ends it is a file in `found` afterwards."""
    with tempfile.TemporaryDirectory(prefix="hub-fuzz-") as folder:
        seeds, grown, words = (Path(folder) / name for name in ("seeds", "grown", "words"))
        seeds.mkdir()
        grown.mkdir()
        contents = list(_seeds(target))
        for number, content in enumerate(contents):
            (seeds / f"{number:04}").write_bytes(content)
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in _words(contents)))
        return _run(
            target,
            f"-runs={inputs}",
            f"-seed={seed}",
            f"-max_len={LONGEST_BYTES}",
            f"-timeout={HANGS_AFTER_S}",
            f"-artifact_prefix={found}/{target}-",
            f"-dict={words}",
            str(grown),
            str(seeds),
        )


def again(kept: Path) -> subprocess.CompletedProcess[str]:
    """Lay a file that was found before its target again."""
    target = next(name for name in TARGETS if kept.name.startswith(f"{name}-"))
    return _run(target, f"-timeout={HANGS_AFTER_S}", str(kept))


def _run(target: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hostile.fuzz", target, *arguments],
        env={**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def _seeds(target: str) -> Iterator[bytes]:
    if target in DOORS:
        yield from made(target).values()
        return
    for request in made("http").values():
        body = request.partition(b"\r\n\r\n")[2]
        if target == "bodies":
            yield body
        elif text := _schema_in(body):
            yield text


def _words(contents: Iterable[bytes]) -> list[bytes]:
    """What inputs are made of: names of fields, codes, days, texts."""
    found = Counter(word for content in contents for word in set(_WORD.findall(content[:4_096])))
    return sorted(word for word, _ in found.most_common(MOST_WORDS))


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _schema_in(body: bytes) -> bytes:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return b""
    text = value.get("schema") if isinstance(value, dict) else None
    return text.encode("utf-8", "replace") if isinstance(text, str) else b""


def main(arguments: list[str]) -> int:
    """0 when no target was ended by an input."""
    parser = argparse.ArgumentParser(prog="python -m hostile.run_fuzz")
    parser.add_argument("inputs", nargs="?", type=int, default=A_MILLION)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    given = parser.parse_args(arguments)
    failed = 0
    for target in TARGETS:
        outcome = fuzz(target, given.inputs // len(TARGETS), given.seed)
        failed += outcome.returncode != 0
        steps = [line for line in outcome.stdout.splitlines() if line.startswith("#")]
        last = next((line for line in reversed(steps) if "cov:" in line), "")
        said = outcome.stdout[-3_000:] if outcome.returncode else ""
        verdict = "found something" if outcome.returncode else "found nothing"
        sys.stdout.write(f"{target:12} seed {given.seed}: {verdict}  {last}\n{said}")
        sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
