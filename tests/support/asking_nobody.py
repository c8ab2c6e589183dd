"""
`python asking_nobody.py HOST:PORT`: everybody who reads topics asks where no broker is.

Prints by name what a person is told; with more arguments a sample partner is started on that
address instead. A process of its own, since kafka-python leaves sockets behind where nobody
answers.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from kafka import KafkaConsumer, KafkaProducer

from connectors.channels import topic
from connectors.partners.sample.__main__ import main as sample_partner
from monitoring.verify import broker
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from streams.operate.backup import told
from streams.operate.load.counting import LoadCounts
from streams.operate.load.generator import LoadBounds, load
from streams.operate.replay import log
from streams.sending import ping
from streams.wiring.failures import CannotRun
from streams.wiring.settings import read_settings

#: Nobody is waited for longer than it takes to be told.
SOON_MS: Final = 300


def _verify(closed: str) -> None:
    with broker.broker(closed, []):
        pass


def _load(closed: str) -> None:
    bounds = LoadBounds(rate=None, events=1, duration_s=None)
    load(closed, iter(()), bounds, LoadCounts(journal=None), lambda: False, lambda *_: None)


def _ping(closed: str) -> None:
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    settings, now = read_settings({}), datetime(2026, 6, 1, tzinfo=UTC)
    raise CannotRun(ping.ping_partner(catalogue.partners["court"], settings, closed, now).text)


ASKING: Final[Mapping[str, Callable[[str], object]]] = {
    "replay": lambda closed: log.Log(closed, {}),
    "restore": lambda closed: told.ends_of(closed, [], frozenset()),
    "verify": _verify,
    "load": _load,
    "ping": _ping,
}


def main(closed: str, *partner: str) -> int:
    """Ask, and print the sentences; a sample partner says its own and gives its exit code."""
    for client in (KafkaConsumer, KafkaProducer):
        client.DEFAULT_CONFIG["bootstrap_timeout_ms"] = SOON_MS
    for module in (broker, log, topic, told):
        (name,) = (name for name in vars(module) if name.endswith("ANSWER_WITHIN_MS"))
        setattr(module, name, SOON_MS)
    if partner:
        return sample_partner([*partner, "--bootstrap", closed])
    sys.stdout.write(json.dumps({who: _said(asking, closed) for who, asking in ASKING.items()}))
    return 0


def _said(asking: Callable[[str], object], closed: str) -> tuple[str, tuple[str, ...]]:
    try:
        asking(closed)
    except CannotRun as away:
        return str(away), away.codes
    return "", ()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
