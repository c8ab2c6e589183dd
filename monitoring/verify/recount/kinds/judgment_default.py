"""A default on a judgment (失信被执行人)."""

import re
import unicodedata
from typing import Final

from monitoring.verify.recount.canonical import Fields, listed, proses, texts
from monitoring.verify.recount.kinds.shape import Kind, Nature
from monitoring.verify.recount.writing import prose, text
from schemas.codec import Record

_TRIGGER: Final = "judgment-default"
#: Able to perform and refusing: ground 1 of 法释〔2017〕7号 art. 1, to which art. 2 gives no term.
_ABLE_AND_REFUSING: Final = frozenset(
    {
        "有履行能力而拒不履行生效法律文书确定义务",
        "有履行能力而拒不履行",
        "其他有履行能力而拒不履行生效法律文书确定义务",
    }
)


def _body(said: Record) -> tuple[Fields, Fields]:
    return {}, {
        **proses(said, "duty", "performance", "performed_part", "unperformed_part"),
        **texts(said, "basis_no", "basis_unit"),
        "filed_on": said["filed_on"],
        "circumstances": listed(text, said["circumstances"]),
    }


def _without_term(said: Record) -> bool:
    return any(_compared(written) in _ABLE_AND_REFUSING for written in said["circumstances"])


def _compared(circumstance: str) -> str:
    """A circumstance as it is compared: width, white space and one 的 at its end do not count."""
    folded = unicodedata.normalize("NFKC", circumstance)
    return re.sub(r"\s+", "", folded).removesuffix("的")


KIND: Final = Kind(
    name="JudgmentDefault",
    nature=Nature.FACT,
    body=_body,
    of_court=True,
    key=lambda _, heading: heading.by_case,
    trigger=_TRIGGER,
    triggers=lambda _: (_TRIGGER,),
    without_term=_without_term,
    reason=lambda said: prose(said["duty"]),
)
