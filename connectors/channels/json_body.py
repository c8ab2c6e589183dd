"""The JSON form of what a partner is told: the body of a webhook, the text in a folder's file."""

import json
from datetime import datetime
from typing import Final

from connectors.channels.port import Fields
from schemas.json_form import to_json

#: What the type of a directive begins with; its action follows.
_DIRECTIVE: Final = "directive."


def encode(fields: Fields, claimed_at: datetime) -> bytes:
    """
    `{type, timestamp, data}` as UTF-8 JSON; `data` has the field names of `directive.avsc`.

    Days are `YYYY-MM-DD`, times RFC 3339 in UTC. How long it is, is for its channel to judge.
    """
    return _message(f"{_DIRECTIVE}{str(fields['action']).lower()}", fields, claimed_at)


def decode(body: bytes) -> Fields | None:
    """The `data` of what `encode` made; None of other bytes."""
    try:
        message = json.loads(body)
    except ValueError:
        return None
    if not isinstance(message, dict) or not str(message.get("type")).startswith(_DIRECTIVE):
        return None
    data = message.get("data")
    return data if isinstance(data, dict) else None


def encode_result(fields: Fields, claimed_at: datetime) -> bytes:
    """As `encode`, with the field names of `OrderResult`: what became of a court's order."""
    return _message("order.result", fields, claimed_at)


def _message(of_type: str, fields: Fields, claimed_at: datetime) -> bytes:
    message = {"type": of_type, "timestamp": to_json(claimed_at), "data": to_json(fields)}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
