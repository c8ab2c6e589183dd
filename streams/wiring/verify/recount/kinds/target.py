"""The record that an attachment is about, as every attachment names it."""

from schemas.codec import Record
from streams.wiring.verify.recount.canonical import Part
from streams.wiring.verify.recount.kinds.shape import Target
from streams.wiring.verify.recount.writing import code, text


def target_of(said: Record, _: str = "") -> Target:
    """Its department and number; whose attachment it is does not count."""
    target = said["target"]
    return code(target["department"]), text(target["record_no"])


def target_part(said: Record) -> Part:
    """The same in the text of the content (R1)."""
    department, record_no = target_of(said)
    return Part("Target", {"department": department, "record_no": record_no}, {})
