"""
What letting one message in costs on this machine.

Run it with `PYTHONPATH=.:tests python tests/bench/decode_cost.py`.

Prints microseconds per event for each kind's sample (full records, with two subjects where the kind
has them): fastavro alone, the plain way with its guards, the compiled reader, and all of `decode`.
Best of five rounds, one core; no figure here is a bound that a test holds.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from time import perf_counter
from typing import Final

from fastavro import schemaless_reader
from support.accepting import KINDS, origin, payload, reference, source_of

from streams.accept.decode import decode
from streams.accept.layout import Layout
from streams.accept.wire import plainly

CALLS: Final = 2_000
ROUNDS: Final = 5


def cost_us(call: Callable[[], object]) -> float:
    """Microseconds of one call, the best round's mean."""
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(CALLS):
            call()
        rounds.append((perf_counter() - start) / CALLS)
    return min(rounds) * 1e6


def costs_us(kind: str) -> tuple[float, float, float, float]:
    """fastavro, the plain way, the compiled reader, `decode`."""
    message, place, source = payload(kind), origin(source_of(kind)), source_of(kind)
    layout = reference().layouts[int.from_bytes(message[1:5], "big")]
    assert isinstance(layout, Layout)
    quick = layout.quick
    assert quick is not None
    return (
        cost_us(lambda: schemaless_reader(BytesIO(message[5:]), layout.writer, None)),
        cost_us(lambda: plainly(message[5:], layout)),
        cost_us(lambda: quick(message)),
        cost_us(lambda: decode(message, place, source, reference())),
    )


def main() -> None:
    """Print the table."""
    head = f"{'':<24}{'bytes':>8}{'fastavro':>10}{'plain':>10}{'compiled':>10}{'decode':>10}"
    sys.stdout.write(f"{head}   µs per event\n")
    for kind in KINDS:
        row = "".join(f"{cost:>10.1f}" for cost in costs_us(kind))
        sys.stdout.write(f"{kind:<24}{len(payload(kind)):>8}{row}\n")


if __name__ == "__main__":
    main()
