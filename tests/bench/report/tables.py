"""The tables of the page, each row a tuple of cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bench.report.names import BESIDE_POISONED, THROUGHPUT

#: More is better, or less is.
_LARGER: Final = "≥"
_LESS: Final = "≤"
#: What quixstreams does with an event beside looking at its first bytes.
_FORMS: Final = {"read": "reading events with fastavro", "avro": "reading and writing Avro"}


def goals(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    """Bars and aims, and whether they were reached."""
    line = found["line_events_per_s"]
    quix, warm = found["quixstreams_eos_events_per_s"], found["kafka_streams_eos_warm_events_per_s"]
    yield (
        "line ÷ quixstreams, exactly once",
        *_judged(line / quix, _LARGER, 1.0, 2.0),
    )
    for form, does in _FORMS.items():
        if taken := found.get(f"quixstreams_{form}_eos_events_per_s"):
            yield f"line ÷ the same, {does}", *_judged(line / taken, _LARGER, None, None)
    yield "line ÷ Kafka Streams, warm", *_judged(line / warm, _LARGER, None, 0.6)
    yield (
        "publish → directive at 1,000/s, p99, ms",
        *_judged(found["publish_to_directive_p99_ms"], _LESS, 200, 50),
    )
    yield (
        "the same, events of the mix",
        *_judged(found["publish_to_directive_of_mix_p99_ms"], _LESS, 200, 50),
    )
    rate = found["rates"][-1]
    for short in ("p50", "p99"):
        key = f"{BESIDE_POISONED}_at_{rate}_{short}_ratio"
        if key in found:
            named = f"webhook at {rate:,}/s beside a poisoned directive ÷ without, {short}"
            yield named, *_judged(found[key], _LESS, None, None)
    yield "check, p99, ms", *_judged(found["check_p99_ms"], _LESS, 50, 5)
    yield "worker, MiB at most", *_judged(found["worker_rss_mib"], _LESS, 300, None)


def _judged(value: float | None, sign: str, bar: float | None, aim: float | None) -> Sequence[str]:
    return (number(value), judged_goal(value, sign, bar), judged_goal(value, sign, aim))


def judged_goal(value: float | None, sign: str, goal: float | None) -> str:
    """Whether a value reached a goal, in words; nothing where there is none."""
    if goal is None:
        return ""
    reached = value is not None and (value >= goal if sign == _LARGER else value <= goal)
    return f"{sign} {goal:g}: {'reached' if reached else 'not reached'}"


def throughput(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    """Each way: its median and each round."""
    for key, name in THROUGHPUT.items():
        each = ", ".join(number(one.get(key)) for one in found["each_round"])
        yield name, number(found.get(key)), each


def delays(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    """Each rate: quantiles, and how many were not heard of."""
    rates = found["rates"]
    names = {f"publish_to_directive_at_{rate}": f"directive, {rate:,}/s" for rate in rates}
    names[f"publish_to_directive_of_mix_at_{rates[-1]}"] = "directive, the same of the mix"
    names |= {f"publish_to_webhook_at_{rate}": f"webhook, {rate:,}/s" for rate in rates}
    names |= {
        f"{BESIDE_POISONED}_at_{rate}": f"webhook beside one that gets 503 each time, {rate:,}/s"
        for rate in rates
        if f"{BESIDE_POISONED}_at_{rate}_missing" in found  # not in runs of before it was measured
    }
    for key, name in names.items():
        yield name, *_quantiles(found, key), *_heard(found, key)


def counter(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    """Each question, asked by one and by several."""
    for key, name in {"check": "`POST /checks`", "query": "`POST /subjects/query`"}.items():
        yield f"{name}, one at a time", *_quantiles(found, key), ""
        yield f"{name}, four", *_quantiles(found, f"{key}_of_4"), number(found[f"{key}_per_s"])


def processes(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    """Each process: CPU an event, memory."""
    for name in ("worker", "relay", "api", "push", "broker", "database"):
        cpu = found.get(f"{name}_cpu_us_per_event")
        if name == "api":
            cpu_told = f"{number(found['api_cpu_us_per_check'])} a check"
        else:
            cpu_told = "" if cpu is None else number(cpu)
        most = found.get(f"{name}_rss_mib")
        yield (
            name,
            cpu_told,
            number(found[f"{name}_memory_mib"]),
            "" if most is None else number(most),
        )


def _heard(found: Mapping[str, Any], name: str) -> Sequence[str]:
    return tuple(number(found[f"{name}_{what}"]) for what in ("missing", "heard_per_s"))


def _quantiles(found: Mapping[str, Any], name: str) -> Sequence[str]:
    return tuple(number(found[f"{name}_{share}_ms"]) for share in ("p50", "p99", "p99_9"))


def number(value: float | None) -> str:
    """Two figures that count, or whole; a dash where there is none."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if abs(value) >= 99.5 or value == int(value) else f"{value:.2g}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """As Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
