"""Records to bytes and back, and every failure as a value."""

import subprocess
import sys
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from fastavro import schemaless_reader, schemaless_writer

from schemas.codec import Decoded, Framed, Unreadable, decode_known, encode, frame, parsed, unframe
from schemas.manifest import Compatibility, published
from schemas.samples import sample
from streams.kinds.event import Action

MINIMAL_END = {
    "record_no": "R-1",
    "version": 2,
    "action": "END",
    "authority": {"name": "样例机关", "uscc": "11999900000010014G"},
    "reason": "履行完毕",
    "on": date(2026, 6, 10),
}


@pytest.mark.parametrize("subject", published().subjects())
def test_sample_survives_the_wire(subject: str) -> None:
    """A full record of every subject comes back equal, under the id of its newest version."""
    message = encode(subject, sample(subject))
    decoded = decode_known(message)
    assert isinstance(decoded, Decoded)
    assert decoded.record == sample(subject)
    assert decoded.contract == published().latest(subject)
    assert unframe(message) == Framed(schema_id=decoded.contract.id, payload=message[5:])


@pytest.mark.parametrize("subject", published().subjects())
def test_sample_says_something_in_every_field(subject: str) -> None:
    """Samples name every field of their schema, in its order, and no other."""
    newest = published().latest(subject)
    assert newest is not None
    fields = published().schema(newest)["fields"]
    assert isinstance(fields, list)
    named = [field["name"] for field in fields if isinstance(field, dict)]
    assert set(sample(subject)) == set(named)
    decoded = decode_known(encode(subject, sample(subject)))
    assert isinstance(decoded, Decoded)
    assert list(decoded.record) == named


@pytest.mark.parametrize("subject", published().subjects())
def test_every_version_is_read(subject: str) -> None:
    """Earlier versions are read as the newest; what others read, also the other way round."""
    newest = published().latest(subject)
    assert newest is not None
    for contract in published().versions(subject):
        version, latest = parsed(contract.id), parsed(newest.id)
        assert version is not None
        out = BytesIO()
        schemaless_writer(out, version, sample(subject))
        decoded = decode_known(frame(contract.id, out.getvalue()))
        assert isinstance(decoded, Decoded)
        assert decoded.record.keys() == sample(subject).keys()
        if contract.compatibility is Compatibility.FULL_TRANSITIVE:
            payload = BytesIO(encode(subject, sample(subject))[5:])
            record = schemaless_reader(payload, latest, version)  # type: ignore[arg-type]
            assert isinstance(record, dict)
            assert all(sample(subject)[str(name)] == value for name, value in record.items())


def test_what_was_claimed_before_a_directive_named_its_partner_is_read() -> None:
    """Bytes of the first version, which lie claimed in databases and topics, name nobody."""
    later = {"publication": None, "rate_fen": None, "unit": ""}
    for id_, subject, blank in (
        (10002, "credit.directives.Directive", {"partner": "", **later}),
        (10003, "credit.directives.OrderResult", {"recipient": ""}),
    ):
        out = BytesIO()
        first = parsed(id_)
        assert first is not None
        schemaless_writer(out, first, sample(subject))
        decoded = decode_known(frame(id_, out.getvalue()))
        assert isinstance(decoded, Decoded)
        assert decoded.record == {**sample(subject), **blank}


def test_samples_are_copies() -> None:
    """Who changes a sample changes it for nobody else."""
    sample("credit.events.ListEntry")["subject"]["name"] = "changed"
    assert sample("credit.events.ListEntry")["subject"]["name"] != "changed"


@pytest.mark.parametrize("subject", [s for s in published().subjects() if ".events." in s])
def test_end_needs_few_fields(subject: str) -> None:
    """An END of any kind can be written with record, version, authority, reason and day alone."""
    decoded = decode_known(encode(subject, MINIMAL_END))
    assert isinstance(decoded, Decoded)
    assert decoded.record["subject"] is None
    assert decoded.record["related"] == []
    assert decoded.record["disclosure"] == "SHARED"
    assert decoded.record["on"] == date(2026, 6, 10)


def test_what_a_department_must_say_has_no_default() -> None:
    """Record number, version, action and authority cannot be left out."""
    for name in ("record_no", "version", "action", "authority"):
        partial = {key: value for key, value in MINIMAL_END.items() if key != name}
        with pytest.raises((ValueError, TypeError)):
            encode("credit.events.ListEntry", partial)


def test_enum_members_of_the_line_are_written_as_symbols() -> None:
    """A StrEnum member and its symbol give the same bytes."""
    assert encode("credit.events.ListEntry", MINIMAL_END | {"action": Action.END}) == encode(
        "credit.events.ListEntry", MINIMAL_END
    )


def test_timestamps_come_back_in_utc() -> None:
    """A time is an instant: milliseconds are kept and the zone is UTC."""
    at = datetime(2026, 6, 1, 12, 0, 0, 123000, tzinfo=UTC)
    decoded = decode_known(
        encode("credit.receipts.Receipt", sample("credit.receipts.Receipt") | {"judged_at": at})
    )
    assert isinstance(decoded, Decoded)
    assert decoded.record["judged_at"] == at
    assert decoded.record["judged_at"].utcoffset() is not None


def test_framing_is_confluents() -> None:
    """A zero, then the id in four bytes, the greatest first."""
    assert frame(10001, b"xy") == b"\x00\x00\x00\x27\x11xy"
    assert unframe(frame(2**32 - 1, b"")) == Framed(schema_id=2**32 - 1, payload=b"")


@pytest.mark.parametrize(
    ("message", "code", "why"),
    [
        (b"", "E1502", "too few"),
        (b"\x00\x00\x00\x27", "E1502", "too few"),
        (b"\x01\x00\x00\x27\x11", "E1502", "first byte is 1"),
        (frame(1, b"x"), "E1501", "schema id 1 "),
        (frame(10007, b""), "E1502", "credit.events.ListEntry"),
        (frame(10007, b"\xff" * 40), "E1502", "credit.events.ListEntry"),
        (encode("credit.events.ListEntry", MINIMAL_END)[:-1], "E1502", "ListEntry"),
        (encode("credit.events.ListEntry", MINIMAL_END) + b"\x00", "E1502", "1 bytes are left"),
    ],
)
def test_bad_bytes_are_a_value(message: bytes, code: str, why: str) -> None:
    """Bytes that are no record give a code and a reason, never an exception."""
    found = decode_known(message)
    assert isinstance(found, Unreadable)
    assert found.code == code
    assert why in found.why


def test_unknown_subject_is_the_callers_mistake() -> None:
    """Encoding for a subject nobody published is a KeyError."""
    with pytest.raises(KeyError):
        encode("credit.events.Nothing", {})


def test_import_reads_nothing() -> None:
    """Importing the codec opens no schema and no manifest."""
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0]))"
        " if event == 'open' else None)\n"
        "import schemas.codec\n"
        "assert not [p for p in opened if p.endswith(('.avsc', '.json'))], opened\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
