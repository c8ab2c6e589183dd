"""Old writers with new readers, and the other way: what both know is read as it was said."""

from io import BytesIO
from typing import Any

import pytest
from fastavro import parse_schema, schemaless_reader, schemaless_writer

from schemas.codec import Decoded, decode_known, encode_again, frame
from schemas.manifest import Compatibility, Contract, published
from schemas.samples import sample

NEWEST = {one.subject: published().newest(one.subject) for one in published().contracts.values()}
OLDER = [one for one in published().contracts.values() if one != NEWEST[one.subject]]


def fields_of(contract: Contract) -> set[str]:
    """The names of a version's fields."""
    schema: Any = published().schema(contract)
    return {field["name"] for field in schema["fields"]}


def written(contract: Contract) -> bytes:
    """The sample of a record, as a program that knows this version alone writes it."""
    out = BytesIO()
    known = {n: v for n, v in sample(contract.subject).items() if n in fields_of(contract)}
    schemaless_writer(out, parsed(contract), known)
    return out.getvalue()


def parsed(contract: Contract) -> Any:
    """A version's schema."""
    return parse_schema(published().schema(contract), named_schemas={})


@pytest.mark.parametrize("older", OLDER, ids=lambda one: f"{one.subject}.v{one.version}")
def test_what_an_older_program_writes_is_read(older: Contract) -> None:
    """All that it says, and defaults where it cannot say more; its bytes are canonical ones."""
    message = frame(older.id, written(older))
    read = decode_known(message)
    assert isinstance(read, Decoded)
    full = sample(older.subject)
    for name in fields_of(NEWEST[older.subject]):
        if name in fields_of(older):
            assert read.record[name] == full[name]
        else:
            assert read.record[name] in (None, "", [], "UNKNOWN")
    assert encode_again(read) == message


@pytest.mark.parametrize(
    "older",
    [one for one in OLDER if one.compatibility is Compatibility.FULL_TRANSITIVE],
    ids=lambda one: f"{one.subject}.v{one.version}",
)
def test_an_older_program_reads_what_is_written_now(older: Contract) -> None:
    """Readers outside the hub that know an older version read all that it has."""
    newest = NEWEST[older.subject]
    full = sample(newest.subject)
    source = BytesIO(written(newest))
    read: Any = schemaless_reader(source, parsed(newest), parsed(older))
    assert read == {name: full[name] for name in fields_of(older)}
