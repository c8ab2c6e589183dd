"""Sample partners of a hub: what they hold, and what the hub decided that they should."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from integration.operate.bureau import TODAY
from integration.operate.place import WHO, Place
from kafka import KafkaConsumer, TopicPartition
from support.hub_process import HubUp, environment
from support.sending_stack import Installation, SamplePartner, free_port


@contextmanager
def partners_of(running: HubUp, place: Place) -> Iterator[dict[str, SamplePartner]]:
    """The bank by webhook and the procurement centre by its topic; they outlive the hub."""
    root = Path(__file__).parents[3]
    installation = Installation(
        environment=environment(PYTHONPATH=str(root), HUB_DATA=str(place.data)),
        bootstrap=running.bootstrap,
        database_url=running.database,
        data=place.data,
    )
    made = {}
    try:
        for profile in ("bank", "procurement"):
            partner = SamplePartner(installation, profile, free_port(), hub=running.api)
            made[profile] = partner
            partner.start()
            key = str(partner.ledger_file.with_suffix(".key.pub"))
            address = ["--url", f"{partner.url}/directives"] if profile == "bank" else []
            place.do("partner", "connect", profile, *address, "--public-key", key, *WHO)
        yield made
    finally:
        for partner in made.values():
            partner.stop()


def rows(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def settled(url: str) -> bool:
    """Whether every directive to the two was answered or will not go; others are asked about."""
    open_ones = (
        "SELECT 1 FROM directive WHERE answer IS NULL AND superseded_at IS NULL"
        " AND partner IN ('bank', 'procurement')"
    )
    return not rows(url, open_ones)


def held(partner: SamplePartner) -> dict[str, str]:
    """Subject key → last day, of all a partner holds."""
    return {str(one["subject_key"]): str(one["valid_until"]) for one in partner.holds()}


def holds_until(partner: SamplePartner, days: int) -> bool:
    """Whether a partner holds something until a day so many days from today."""
    return str(TODAY + timedelta(days=days)) in held(partner).values()


def in_force(url: str, partner: str) -> dict[str, str]:
    """The same, as the hub decided it last."""
    return dict(
        rows(
            url,
            "SELECT subject::text, valid_until::text FROM ("
            "  SELECT DISTINCT ON (measure_id) subject, valid_until, action FROM directive"
            f"  WHERE partner = '{partner}' ORDER BY measure_id, n DESC) last"
            " WHERE action <> 'LIFT'",
        )
    )


def decided_all(running: HubUp) -> bool:
    """Whether the line decided everything that was published."""
    consumer = KafkaConsumer(bootstrap_servers=running.bootstrap)
    topic = TopicPartition("credit.events.hrss", 0)
    end = consumer.end_offsets([topic])[topic]
    consumer.close()
    return rows(
        running.database,
        "SELECT p.next_offset FROM position p JOIN topic t ON t.no = p.topic_no"
        " WHERE t.name = 'credit.events.hrss'",
    ) == [(end,)]
