"""What a department may say of a decision, by kind, beside number, office and subject."""

from typing import Any, TypeAlias

from hypothesis import strategies as st
from property.strategies import (
    authorities,
    clauses,
    decided,
    documents,
    ends,
    objects,
    people,
    starts,
)

Said: TypeAlias = dict[str, Any]


def saying(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[Said]:
    """What every decision says, and more."""
    return st.fixed_dictionaries({"decided": decided, "until": ends, **more})


PENALTY = saying(starts=starts, authority=authorities, document_no=documents, clauses=clauses)
LISTING = saying(
    starts=starts,
    authority=authorities,
    document_no=documents,
    cause=st.sampled_from(["x", "y"]),
    colour=st.sampled_from(["BLACK", "BLACK", "BLACK", "RED", "WATCH"]),
)
DEBT = saying(
    starts=starts,
    related=people,
    case_no=st.sampled_from(["（2026）苏执1号", "(2026)苏执1号", "（2026）苏执2号"]),
)
ORDER = saying(objects=objects, amount_fen=st.sampled_from([100, 200]), currency=st.just("CNY"))
