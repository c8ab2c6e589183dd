"""The record that an attachment is about, as every attachment names it."""

from monitoring.verify.recount.canonical import TextPart
from monitoring.verify.recount.kinds.shape import Target
from monitoring.verify.recount.writing import code, text
from schemas.codec import Record


def target_of(said: Record, _: str = "") -> Target:
    """Its department and number; whose attachment it is does not count."""
    target = said["target"]
    return code(target["department"]), text(target["record_no"])


def target_part(said: Record) -> TextPart:
    """The same in the text of the content (R1)."""
    department, record_no = target_of(said)
    return TextPart("Target", {"department": department, "record_no": record_no}, {})
