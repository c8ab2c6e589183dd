"""A restriction of spending (限制消费)."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, listed, texts
from monitoring.verify.recount.kinds.shape import Kind, Nature
from monitoring.verify.recount.writing import text
from schemas.codec import Record

_TRIGGER: Final = "spending-restriction"


def _body(said: Record) -> tuple[Fields, Fields]:
    return {}, {**texts(said, "applicant"), "restricted": listed(text, said["restricted"])}


KIND: Final = Kind(
    name="SpendingRestriction",
    nature=Nature.FACT,
    body=_body,
    of_court=True,
    key=lambda _, heading: heading.by_case,
    trigger=_TRIGGER,
    triggers=lambda _: (_TRIGGER,),
)
