"""A decision that repairs a record (信用修复决定)."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, texts
from monitoring.verify.recount.kinds.shape import Deed, Kind, Nature
from monitoring.verify.recount.kinds.target import target_of, target_part
from schemas.codec import Record


def _body(said: Record) -> tuple[Fields, Fields]:
    return {"target": target_part(said)}, texts(said, "method")


KIND: Final = Kind(
    name="RepairDecision",
    nature=Nature.ATTACHMENT,
    body=_body,
    target=target_of,
    deed=Deed.REPAIRS,
)
