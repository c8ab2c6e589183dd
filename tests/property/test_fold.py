"""A record to which its versions come one by one is the record folded from all of them."""

from uuid import UUID

from contract.line_on_store import LineOnStore
from hypothesis import given
from hypothesis import strategies as st
from scenario.cast import CATALOGUE, A, B
from scenario.message import Message, wage

from streams.kinds.event import Action
from streams.line.batch import version_of
from streams.line.entry import Arrived
from streams.line.memory import MemoryStore
from streams.merge.record import Record, Version, fold, joined

LINE = LineOnStore(MemoryStore(), lambda _: None, CATALOGUE)
FIRST = wage("W1")


def said(number: int, action: Action, other: str) -> Message:
    """A version that may differ from the others in subject, document or day."""
    match action:
        case Action.END:
            return FIRST.ended(number, f"06-0{1 + number % 7}")
        case Action.REVOKE:
            return FIRST.revoked(number)
    about = wage("W1", about=B if "subject" in other else A)
    return about.again(version=number, action=action.value, document_no=f"X{other}号")


def stored(message: Message, known: bool) -> Version:
    """The version it is stored as; its subject is known or not."""
    arrived = LINE.arrival(message)
    assert isinstance(arrived, Arrived)
    named = arrived.subject
    subjects = {named.identity: UUID(int=named.identity.int ^ 1)} if named and known else {}
    return version_of(arrived, subjects)


versions = st.builds(
    stored,
    st.builds(
        said,
        st.integers(1, 12),
        st.sampled_from(Action),
        st.sampled_from(["", "subject", "document"]),
    ),
    st.sampled_from([True, True, False]),
)


@given(st.lists(versions, min_size=1, max_size=8, unique_by=lambda version: version.number))
def test_versions_may_come_one_by_one(told: list[Version]) -> None:
    """In whatever order they come; after each the record says what the set so far does."""
    record: Record = fold(told[:1])
    for count, version in enumerate(told[1:], 1):
        assert record.numbered(version.number) is None
        record = joined(record, version)
        assert record == fold(told[: count + 1])
        assert record.numbered(version.number) is version
