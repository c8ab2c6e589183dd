"""The peers, each a program of its own that reads what is on the topics and tells its seconds."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.peers.environment import bench_python
from bench.peers.streams_program import compiled_streams
from kafka.admin import KafkaAdminClient, NewTopic

from deploy.install import ROOT
from schemas.manifest import FOLDER, published

#: The departments' topics of the mix.
TOPICS: Final = ("credit.events.fiscal", "credit.events.province")
#: What the mix is of.
MIX: Final = "credit.events.AdministrativePenalty"
#: Above this a Faust agent takes most of the run.
MOST_FOR_FAUST: Final = 60_000
PATIENCE_S: Final = 300
#: How quixstreams may take the events beside looking at their first bytes.
FORMS: Final = {"read": "read with fastavro", "avro": "read and written as Avro"}


class PeerFailed(Exception):
    """A peer ended otherwise than with its line of JSON; the text is the end of what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all peers run on: `count` events stand on `TOPICS`, each of `partitions` partitions."""

    bootstrap: str
    database_url: str
    folder: Path
    partitions: int
    count: int


def measure_peers(ground: Ground, tell: Callable[[str], None]) -> dict[str, float]:
    """Events a second of each peer, one after another on the same bytes."""
    found: dict[str, float] = {}
    for name in ("at-least-once", "exactly-once"):
        short = {"at-least-once": "alo", "exactly-once": "eos"}[name]
        tell(f"quixstreams, {name}")
        told = _quixstreams(ground, name, f"bench.quix.{short}", "bytes")
        found[f"quixstreams_{short}_events_per_s"] = ground.count / told["end_s"]
    for form, does in FORMS.items():
        tell(f"quixstreams, exactly-once, events {does}")
        told = _quixstreams(ground, "exactly-once", f"bench.quix.{form}", form)
        found[f"quixstreams_{form}_eos_events_per_s"] = ground.count / told["end_s"]
    tell("Kafka Streams, exactly once")
    told = _kafka_streams(ground)
    after = ground.count - ground.count // 2
    found["kafka_streams_eos_events_per_s"] = ground.count / told["end_s"]
    found["kafka_streams_eos_warm_events_per_s"] = after / (told["end_s"] - told["half_s"])
    tell("Faust's agent")
    fewer = min(ground.count, MOST_FOR_FAUST)
    found["faust_agent_events_per_s"] = fewer / _faust(ground, fewer)["end_s"]
    tell("the bare limit")
    found["limit_events_per_s"] = ground.count / _limit(ground)["end_s"]
    return found


def _schema() -> str:
    """Where the schema of the mix's events stands."""
    contract = published().latest(MIX)
    assert contract is not None
    return str(FOLDER / contract.file)


def _quixstreams(ground: Ground, guarantee: str, output: str, form: str) -> Mapping[str, float]:
    _make_topic(ground, output)
    program = [str(bench_python()), "-m", "bench.peers.quixstreams_dedupe"]
    state = str(ground.folder / output)
    given = [ground.bootstrap, guarantee, state, output, str(ground.count), form, _schema()]
    return _said([*program, *given, *TOPICS], {"PYTHONPATH": str(ROOT / "tests")})


def _kafka_streams(ground: Ground) -> Mapping[str, float]:
    output, state = "bench.streams", ground.folder / "bench.streams"
    _make_topic(ground, output)
    state.mkdir()
    given = [ground.bootstrap, output, str(state), output, str(ground.count), *TOPICS]
    return _said([*compiled_streams(state), *given], {})


def _faust(ground: Ground, count: int) -> Mapping[str, float]:
    output = "bench.faust"
    _make_topic(ground, output)
    program = [sys.executable, "-m", "bench.peers.faust_dedupe", ground.bootstrap]
    given = [str(ground.folder / output), output, str(count), *TOPICS]
    return _said([*program, *given], {"PYTHONPATH": str(ROOT / "tests")})


def _limit(ground: Ground) -> Mapping[str, float]:
    program = [sys.executable, "-P", "-m", "bench.peers.limit", ground.bootstrap]
    given = [ground.database_url, str(ground.count), str(ground.partitions), *TOPICS]
    return _said([*program, *given], {"PYTHONPATH": os.environ.get("PYTHONPATH", "")})


def _make_topic(ground: Ground, name: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=ground.bootstrap)
    topic = NewTopic(name=name, num_partitions=ground.partitions, replication_factor=1)
    admin.create_topics([topic])
    admin.close()


def _said(command: Sequence[str], environment: Mapping[str, str]) -> Mapping[str, float]:
    """The last line a program writes, as JSON; the program has ended."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        command,
        env={**own, **environment},
        cwd=ROOT / "tests",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    try:
        found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise PeerFailed((done.stdout + done.stderr)[-3000:]) from None
    return found
