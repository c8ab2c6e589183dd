"""The versions of one record, with distinct numbers."""

from hypothesis import strategies as st
from scenario.message import Message


@st.composite
def versions(draw: st.DrawFn, content: st.SearchStrategy[Message]) -> list[Message]:
    """Draw one to three versions of one record; each complete version has content of its own."""
    numbers = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3, unique=True))
    first = draw(content)
    told: list[Message] = []
    for number in numbers:
        action = draw(st.sampled_from(FIRST_ACTIONS if not told else LATER_ACTIONS))
        if action == "REVOKE":
            told.append(first.revoked(number))
        elif action == "END":
            told.append(first.ended(number, draw(st.sampled_from(["06-01", "06-03", "06-06"]))))
        else:
            said = draw(st.one_of(st.just(first), content))
            told.append(first.again(**{**said.record, **{k: first.record[k] for k in FIXED}}))
            told[-1] = told[-1].again(version=number, action=action)
    return told


#: Most records stand: what an untold original does is in few sets, not in most.
FIRST_ACTIONS = ("ASSERT", "ASSERT", "ASSERT", "ASSERT", "ASSERT", "CORRECT")
LATER_ACTIONS = ("ASSERT", "CORRECT", "CORRECT", "END", "REVOKE")

#: What all versions of one record share.
FIXED = ("event_id", "record_no")
