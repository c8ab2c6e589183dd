"""Bytes that are no message are quarantined with their reason; odd but legal ones are let in."""

import pytest
from support.accepting import APPENDED, KINDS, accept, origin, payload, record, reference, source_of

from schemas.codec import encode, frame
from schemas.manifest import published
from streams.accept.codes import codes
from streams.accept.decode import decode
from streams.accept.outcome import Quarantined, Refused
from streams.accept.wire import LARGEST_BYTES
from streams.kinds.event import Event

LIST_ENTRY = 10007
BASIS = "第四十八条"


def quarantined(message: bytes, source: str = "hrss") -> str:
    """The code under which bytes are quarantined."""
    result = accept(message, source)
    assert isinstance(result, Quarantined), result
    assert result.hint == codes()[result.code].advice
    assert result.payload == message
    assert (result.source, result.origin) == (source, origin(source, appended=APPENDED))
    return result.code


def entry(**changes: object) -> bytes:
    """A list entry that is small enough to be written by hand."""
    fields = {
        "record_no": "W-1",
        "version": 1,
        "action": "ASSERT",
        "decided_on": record("ListEntry")["decided_on"],
        "subject": record("ListEntry")["subject"],
        "authority": record("ListEntry")["authority"],
        "list_code": "WAGE_ARREARS",
        "colour": "BLACK",
    }
    return encode("credit.events.ListEntry", fields | changes)


def swapped(message: bytes, old: bytes, new: bytes) -> bytes:
    """The message with the one place where `old` stands replaced."""
    assert message.count(old) == 1
    return message.replace(old, new)


def text(value: str) -> bytes:
    """A short string as Avro writes it."""
    data = value.encode()
    assert len(data) < 64
    return bytes([2 * len(data)]) + data


def varint(number: int) -> bytes:
    """A number that is not negative as Avro writes it: zigzag, seven bits a byte, lowest first."""
    rest, data = 2 * number, bytearray()
    while rest > 0x7F:
        data.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes([*data, rest])


@pytest.mark.parametrize("message", [b"", b"\0", b"\0\0\0\x27", b"\1" + payload("ListEntry")[1:]])
def test_no_framing(message: bytes) -> None:
    """Bytes without a zero and four more are E1502."""
    assert quarantined(message) == "E1502"


def test_plain_json() -> None:
    """A department that forgot the serializer hears E1502."""
    assert quarantined(b'{"record_no": "W-1"}') == "E1502"


@pytest.mark.parametrize("number", [0, 1, 9_999, 2**32 - 1])
def test_an_unknown_id(number: int) -> None:
    """An id that no version has is E1501, whatever follows."""
    assert quarantined(frame(number, payload("ListEntry")[5:])) == "E1501"


def test_a_record_no_department_sends() -> None:
    """The id of one of the hub's own records, on a department's topic, is E1505."""
    for contract in published().contracts.values():
        if not contract.subject.startswith("credit.events."):
            assert quarantined(frame(contract.id, b"\0")) == "E1505"


def test_the_largest_message() -> None:
    """65,536 bytes are decoded, one more is not looked at (E1506)."""
    message = payload("ListEntry")
    assert quarantined(message.ljust(LARGEST_BYTES, b"\0")) == "E1502"
    assert quarantined(message.ljust(LARGEST_BYTES + 1, b"\0")) == "E1506"


@pytest.mark.parametrize("kind", KINDS)
def test_truncated(kind: str) -> None:
    """A message cut anywhere is E1502 and never a shorter event."""
    message = payload(kind)
    for length in range(5, len(message)):
        assert quarantined(message[:length], source_of(kind)) == "E1502"


@pytest.mark.parametrize("kind", KINDS)
def test_left_over(kind: str) -> None:
    """A byte after the record is E1502."""
    assert quarantined(payload(kind) + b"\0", source_of(kind)) == "E1502"


def test_another_kinds_id() -> None:
    """The id of another kind over these bytes never gives an event."""
    for contract in published().contracts.values():
        if contract.subject.startswith("credit.events.") and contract.id != LIST_ENTRY:
            result = accept(frame(contract.id, payload("ListEntry")[5:]), "court")
            assert not isinstance(result, Event)


def test_an_array_in_two_blocks_is_legal() -> None:
    """Some clients write each item as a block of its own, or the size before a block."""
    one = entry(legal_basis=[BASIS, BASIS])
    block = b"\x04" + text(BASIS) * 2 + b"\0"
    two = swapped(one, block, (b"\x02" + text(BASIS)) * 2 + b"\0")
    size = bytes([2 * 2 * len(text(BASIS))])
    sized = swapped(one, block, b"\x03" + size + text(BASIS) * 2 + b"\0")
    expected = accept(one)
    assert isinstance(expected, Event)
    assert accept(two) == expected
    assert accept(sized) == expected


WITHOUT_BASIS = entry(document_no="一号", severity="S")
#: document_no, then no legal basis, no case, severity.
_AROUND = text("一号") + b"\0\0" + text("S")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # an array: a negative count without its items, and the most negative one
        (_AROUND, text("一号") + b"\x01\x00\0\0" + text("S")),
        (_AROUND, text("一号") + b"\xff" * 9 + b"\x01\x00\0\0" + text("S")),
        # a union: the last branch by index −1, and a branch there is not
        (_AROUND, text("一号") + b"\0\x01" + text("S")),
        (_AROUND, text("一号") + b"\0\x04" + text("S")),
        # a count that promises 10^12 items
        (_AROUND, text("一号") + b"\x80\xa0\xca\xbb\xe5\x39\0\0" + text("S")),
        # a length below zero, of 2^31 and of 2^62
        (_AROUND, b"\x09" + text("一号")[1:] + b"\0\0" + text("S")),
        (_AROUND, b"\x80\x80\x80\x80\x10" + text("一号")[1:] + b"\0\0" + text("S")),
        (_AROUND, b"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01" + text("一号")[1:] + b"\0\0S"),
        # a number that never ends
        (_AROUND, b"\xff" * 101),
        # no UTF-8, and a lone surrogate in it
        (_AROUND, text("一号").replace("一".encode(), b"\xb0\xa1\xb0") + b"\0\0" + text("S")),
        (_AROUND, text("一号").replace("一".encode(), b"\xed\xa0\x80") + b"\0\0" + text("S")),
        # action and list colour: the last symbol by index −1, and a symbol there is not
        (text("W-1") + b"\x02\x02", text("W-1") + b"\x02\x01"),
        (text("W-1") + b"\x02\x02", text("W-1") + b"\x02\x0a"),
        # version: 2^40 in an int
        (text("W-1") + b"\x02\x02", text("W-1") + b"\x80\x80\x80\x80\x80\x40\x02"),
    ],
)
def test_bytes_no_schema_allows(old: bytes, new: bytes) -> None:
    """Indices, counts, lengths, numbers and texts outside the schema are E1502 or E1507."""
    assert isinstance(accept(WITHOUT_BASIS), Event)
    assert quarantined(swapped(WITHOUT_BASIS, old, new)) in {"E1502", "E1507"}


def test_a_boolean_that_is_neither() -> None:
    """A seven for true is E1507: readers do not agree on what it says."""
    message = entry(notice={"prior": True, "heard": False, "served": True})
    assert isinstance(accept(message), Event)
    assert quarantined(swapped(message, b"\x02\x01\0\x01", b"\x02\x07\0\x01")) == "E1507"


def test_a_day_beyond_the_calendar() -> None:
    """Seconds where days belong are a date to name; milliseconds fit no int (E1502)."""
    decided = varint(1) + varint(20_605)  # 2026-06-01
    seconds = accept(swapped(entry(), decided, varint(1) + varint(1_780_272_000)))
    assert isinstance(seconds, Refused)
    assert (seconds.code, seconds.field) == ("E1104", "decided_on")
    milliseconds = swapped(entry(), decided, varint(1) + varint(1_780_272_000_000))
    assert quarantined(milliseconds) == "E1502"


def test_a_version_beyond_an_int_is_never_repeated() -> None:
    """A version of 2^40 is no Avro, whatever else is wrong with the message."""
    faulty = entry(reason="\x00")
    assert isinstance(accept(faulty), Refused)
    old, new = text("W-1") + b"\x02\x02", text("W-1") + varint(2**40) + b"\x02"
    assert quarantined(swapped(faulty, old, new)) == "E1502"


def test_neighbours_go_through() -> None:
    """C66: one too large, one of unknown id, one truncated; the good ones between are let in."""
    good = payload("ListEntry")
    batch = [good, b"\0" * 100_000, good, frame(77, good[5:]), good, good[:-3], good]
    results = [
        decode(message, origin(offset=offset), "hrss", reference())
        for offset, message in enumerate(batch)
    ]
    codes = [getattr(result, "code", "") for result in results]
    assert codes == ["", "E1506", "", "E1501", "", "E1502", ""]
    assert [result.origin.offset for result in results] == list(range(7))
