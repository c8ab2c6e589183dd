"""A default on a judgment (失信被执行人)."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, listed, proses, texts
from monitoring.verify.recount.kinds.shape import Kind, Nature
from monitoring.verify.recount.writing import prose, text
from schemas.codec import Record

_TRIGGER: Final = "judgment-default"


def _body(said: Record) -> tuple[Fields, Fields]:
    return {}, {
        **proses(said, "duty", "performance", "performed_part", "unperformed_part"),
        **texts(said, "basis_no", "basis_unit"),
        "filed_on": said["filed_on"],
        "circumstances": listed(text, said["circumstances"]),
    }


KIND: Final = Kind(
    name="JudgmentDefault",
    nature=Nature.FACT,
    body=_body,
    of_court=True,
    key=lambda _, heading: heading.by_case,
    trigger=_TRIGGER,
    triggers=lambda _: (_TRIGGER,),
    reason=lambda said: prose(said["duty"]),
)
