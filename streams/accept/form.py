"""
Codes with a form of their own beside the subject's: the region and those of the kind (E1103), and
numbers of documents and cases that are none (E1004).
"""

import re
from typing import Final

from streams.kinds.event import Event
from streams.kinds.problem import Problem
from streams.kinds.table import KINDS

_REGION: Final = re.compile(r"[0-9]{6}", re.ASCII)  # GB/T 2260

_NO_NUMBER: Final = frozenset({"无", "暂无", "无文号", "不详", "空", "NONE", "NULL", "N/A", "NA"})


def malformed(event: Event) -> Problem | None:
    """The first code of an event that is given and does not have its form."""
    for name, number in (
        ("document_no", event.document_no),
        ("case.case_no", event.case.case_no if event.case else ""),
    ):
        if _stands_for_none(number):
            return Problem(code="E1004", field=name)
    if event.region and _REGION.fullmatch(event.region) is None:
        return Problem(code="E1103", field="region")
    return KINDS[event.kind].malformed(event.body)


def _stands_for_none(number: str) -> bool:
    """
    Whether a number says that there is none: taken as a number, it would make one fact of all that
    an authority decided.
    """
    if not number:
        return False
    bare = "".join(number.split()).upper()
    return bool(bare) and (bare in _NO_NUMBER or not any(c.isalnum() and c != "0" for c in bare))
