"""Is a partner reached? A signed message that says nothing, or a look at its topic."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from kafka import KafkaConsumer
from kafka.errors import KafkaError

from schemas.catalogue.model import Channel, Partner
from schemas.json_form import to_json
from streams.send import signature
from streams.send.reply import Meaning
from streams.wiring.keys import load_keys
from streams.wiring.sending.partner_settings import PartnerSettings, connect_line, usable_partner
from streams.wiring.sending.webhook import Attempt, client, push
from streams.wiring.settings import Settings

ANSWER_WITHIN_MS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a ping found, in a sentence."""

    well: bool
    text: str


def ping_partner(partner: Partner, settings: Settings, bootstrap: str, now: datetime) -> Said:
    """Ping a partner by the channel the catalogue names."""
    match partner.channel:
        case Channel.CHECK:
            return Said(well=True, text="nothing is sent to it: officials ask at the counter")
        case Channel.TOPIC:
            return _topic(partner.id, bootstrap)
        case Channel.WEBHOOK:
            reached = usable_partner(settings.keys_folder, partner.id)
            if reached is None:
                text = f"S1001 no address is kept. Name one with: {connect_line(partner.id)}"
                return Said(well=False, text=text)
            seeds = load_keys(settings.keys_folder).hub_ed25519.oldest_first
            attempt = asyncio.run(_webhook(reached, seeds, now))
            well = attempt.meaning is Meaning.TAKEN
            return Said(well=well, text="reached" if well else f"not reached: {attempt.why}")


async def _webhook(settings: PartnerSettings, seeds: tuple[bytes, ...], now: datetime) -> Attempt:
    body = json.dumps({"type": "ping", "timestamp": to_json(now), "data": {}}).encode()
    secrets = (settings.secret,) if settings.secret else ()
    signers = signature.Signers(ed25519_seeds=seeds, secrets=secrets)
    headers = signature.headers(signers, str(uuid4()), int(now.timestamp()), body)
    async with client(settings.ca_file) as http:
        return await push(http, settings.url, headers, body)


def _topic(partner: str, bootstrap: str) -> Said:
    topic = f"sanctions.{partner}"
    try:
        consumer = KafkaConsumer(bootstrap_servers=bootstrap, bootstrap_timeout_ms=ANSWER_WITHIN_MS)
    except KafkaError:
        text = f"S2001 the broker at {bootstrap} does not answer. See: hub status"
        return Said(well=False, text=text)
    try:
        found = consumer.partitions_for_topic(topic)
    finally:
        consumer.close()
    if not found:
        return Said(well=False, text=f"the broker has no topic {topic}")
    return Said(well=True, text=f"its topic {topic} is there; it reads when it likes")
