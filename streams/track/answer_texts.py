"""
The texts of a partner's answer, checked like those of events: people and courts read them (E1106).

A text of an answer has the limit of its field in `limits.py`, or the common one.
"""

from collections.abc import Iterable
from typing import Final

from schemas.codec import Record
from streams.accept.limits import limit_of
from streams.accept.text import clean
from streams.kinds.problem import Problem

_ANSWER: Final = ("reason_code", "reason", "partner_ref")
_FREEZE: Final = ("authority", "case_no")
_EVIDENCE: Final = ("url", "sha256")


def clean_texts(record: Record) -> Record | Problem:
    """An answer's record with its texts as they are stored, or the first that cannot be."""
    found = _cleaned(record, "Answer", _ANSWER, "")
    if isinstance(found, Problem):
        return found
    for field, owner, names in (
        ("earlier_freezes", "EarlierFreeze", _FREEZE),
        ("evidence", "AnswerEvidence", _EVIDENCE),
    ):
        inside: list[Record] = []
        for place, each in enumerate(record[field]):
            inner = _cleaned(each, owner, names, f"{field}[{place}].")
            if isinstance(inner, Problem):
                return inner
            inside.append(inner)
        found |= {field: inside}
    return found


def _cleaned(record: Record, owner: str, names: Iterable[str], at: str) -> Record | Problem:
    texts: Record = {}
    for name in names:
        text = clean(record[name], limit_of(owner, name))
        if text is None:
            return Problem(code="E1106", field=at + name)
        texts[name] = text
    return record | texts
