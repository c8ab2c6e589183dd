"""Whatever bytes a department sends, they become an event only if every reader agrees on them."""

from io import BytesIO
from typing import Any

from avro.io import BinaryDecoder, DatumReader
from hypothesis import example, given
from hypothesis import strategies as st
from support.accepting import COURT_KINDS, KINDS, accept, payload, record, reference

from schemas.codec import encode, frame
from schemas.manifest import published
from streams.accept.layout import Layout
from streams.accept.outcome import Quarantined, Refused
from streams.accept.shape import sweep
from streams.accept.wire import Read, plainly, read
from streams.kinds.event import Event

IDS = {
    contract.id: contract.subject.rpartition(".")[2]
    for contract in published().contracts.values()
    if contract.subject.startswith("credit.events.")
}
MESSAGES = [payload(kind) for kind in KINDS] + [
    encode(
        f"credit.events.{kind}",
        {
            "record_no": "X-1",
            "version": 2,
            "action": "REVOKE",
            "authority": record(kind)["authority"],
            "reason": "撤销",
        },
    )
    for kind in KINDS
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid message with a few bytes changed, put in, taken out or doubled."""
    message = bytearray(draw(st.sampled_from(MESSAGES)))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(5, len(message) - 1))
        new = draw(st.one_of(st.sampled_from(ODD), st.binary(min_size=1, max_size=3)))
        match draw(st.integers(0, 3)):
            case 0:
                message[place : place + len(new)] = new
            case 1:
                message[place:place] = new
            case 2:
                del message[place : place + len(new)]
            case _:
                message[place:place] = message[place : place + 20]
    return bytes(message)


#: −1, the largest numbers, over-long zeros and ones.
ODD = [
    b"\x01",
    b"\x80\x00",
    b"\x82\x00",
    b"\xff" * 9 + b"\x01",
    b"\xfe" + b"\xff" * 8 + b"\x01",
    b"\x80" * 9 + b"\x01",
    b"\xff\xff\xff\xff\x0f",
    b"\x80" * 20 + b"\x00",
]


def agreed(message: bytes) -> Any:
    """What Apache's reader makes of a framed message; None if it refuses or leaves bytes."""
    number = int.from_bytes(message[1:5], "big")
    layout = reference().layouts.get(number)
    assert isinstance(layout, Layout)
    source = BytesIO(message[5:])
    try:
        value = DatumReader(layout.strict).read(BinaryDecoder(source))
    except Exception:  # noqa: BLE001  (it raises whatever the bytes lead it to)
        return None
    return value if source.tell() == len(message) - 5 else None


def swept(value: Any, layout: Layout) -> Any:
    """A raw record as it is after its sweep, in which nothing may be wrong."""
    assert sweep(value, layout.shape) is None
    return value


def hold(message: bytes) -> None:
    """What holds for any bytes with the id of a kind of event."""
    kind = IDS[int.from_bytes(message[1:5], "big")]
    for source in ("court" if kind in COURT_KINDS else "hrss", "province"):
        result = accept(message, source)
        assert isinstance(result, Event | Refused | Quarantined)
        assert getattr(result, "code", "") != "E1508"
        if isinstance(result, Event):
            assert result.kind == type(result.body).__name__ == kind
        if isinstance(result, Quarantined):
            assert result.payload == message
    found = read(message, reference().layouts)
    if isinstance(found, Read):
        # The quick way is never quicker to believe than the plain one.
        plain = plainly(message[5:], found.layout)
        assert isinstance(plain, Read)
        for value in (agreed(message), plain.record):
            assert found.record == (swept(value, found.layout) if found.swept else value)


@given(st.sampled_from(sorted(IDS)), st.binary(max_size=200))
@example(10004, b"")
def test_random_bytes(number: int, data: bytes) -> None:
    """Random bytes never raise, and give a record only where Apache's reader finds the same one."""
    hold(frame(number, data))


@given(mutated())
def test_mutated_messages(message: bytes) -> None:
    """A damaged message never raises and never becomes another type, nor what no reader reads."""
    hold(message)


@given(st.sampled_from(MESSAGES), st.sampled_from(sorted(IDS)))
def test_another_kinds_id(message: bytes, number: int) -> None:
    """Bytes of one kind under another kind's id never raise."""
    hold(frame(number, message[5:]))


def test_clean_messages_go_the_quick_way() -> None:
    """What an ordinary client writes is read by the compiled reader, without the plain way."""
    for message in MESSAGES:
        found = read(message, reference().layouts)
        assert isinstance(found, Read)
        assert found.swept


@given(st.binary(max_size=300))
def test_bytes_without_framing(data: bytes) -> None:
    """Bytes nobody framed are quarantined as they are."""
    result = accept(data)
    if data[:1] != b"\0" or int.from_bytes(data[1:5], "big") not in IDS:
        assert isinstance(result, Quarantined)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_as_a_name(name: str) -> None:
    """Any text as a name is let in and normal, or refused as text; normal text stays as it is."""
    fields = record("ListEntry")["subject"] | {"name": name}
    result = accept(payload("ListEntry", subject=fields))
    if isinstance(result, Event):
        assert result.subject is not None
        again = accept(payload("ListEntry", subject=fields | {"name": result.subject.name}))
        assert isinstance(again, Event)
        assert again.content_hash == result.content_hash
    else:
        assert isinstance(result, Refused)
        assert (result.code, result.field) in {("E1106", "subject.name"), ("E1101", "subject.name")}
