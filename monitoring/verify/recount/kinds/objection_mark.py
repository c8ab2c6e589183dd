"""The mark of an open objection (异议标注)."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, texts
from monitoring.verify.recount.kinds.shape import Deed, Kind, Nature
from monitoring.verify.recount.kinds.target import target_of, target_part
from schemas.codec import Record


def _body(said: Record) -> tuple[Fields, Fields]:
    return {"target": target_part(said)}, texts(said, "objection_no")


KIND: Final = Kind(
    name="ObjectionMark",
    nature=Nature.ATTACHMENT,
    body=_body,
    target=target_of,
    deed=Deed.MARKS,
)
