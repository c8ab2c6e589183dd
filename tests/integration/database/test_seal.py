"""Personal data in the database can be read by the holder of the keys only, cell by cell."""

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import RING, TABLES, OnPostgres
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE, P
from scenario.message import Message, freeze, judgment

from streams.accept.outcome import Quarantined
from streams.identify.pseudonym import record_key
from streams.line.store import Need
from streams.store.seal import CannotOpen, Seal
from streams.wiring.keys import KeyRing

BOTH = KeyRing(versions={**RING.versions, 2: bytes(reversed(range(32)))})


def need(*messages: Message) -> Need:
    """A need for the records of messages."""
    return Need(records=frozenset(record_key(*m.id) for m in messages))


def test_no_table_shows_whom_it_is_about(postgres: OnPostgres, line: LineOnStore) -> None:
    """No name and no identity number of a subject stands readable in any row."""
    line.publish(judgment("1", about=P), freeze("2", about=P))
    secret = f"乱码{P.id_number}{P.name}".encode()
    origin = line.origin("credit.events.tax", TODAY)
    line.decide([Quarantined(origin=origin, source="tax", code="E1502", hint="", payload=secret)])
    directives = line.decided[0].issued.directives
    assert {d.naming and d.naming.id_number for d in directives} == {P.id_number}
    for table in TABLES:
        found = postgres.connection.execute(f"SELECT t::text FROM {table} t").fetchall()
        for (shown,) in found:
            readable = bytes.fromhex("".join(_hexadecimal(shown))) if "\\x" in shown else b""
            for text in (P.name, P.id_number):
                assert text not in shown
                assert text.encode() not in readable


def _hexadecimal(shown: str) -> list[str]:
    """The bytes shown in a row, as pairs of digits."""
    parts = shown.split("\\x")[1:]
    kept = [part[: next((n for n, c in enumerate(part) if c not in "0123456789abcdef"), len(part))]
            for part in parts]  # fmt: skip
    return [part[: len(part) // 2 * 2] for part in kept]


@pytest.mark.parametrize(
    "swap",
    [
        "UPDATE version v SET payload = w.payload FROM version w WHERE w.record <> v.record",
        "UPDATE directive d SET claim = e.claim FROM directive e WHERE e.measure <> d.measure",
    ],
    ids=["version", "directive"],
)
def test_a_cell_moved_to_another_row_does_not_open(
    postgres: OnPostgres, line: LineOnStore, swap: str
) -> None:
    """Ciphertexts exchanged between two rows are noticed."""
    told = judgment("1"), freeze("2")
    line.publish(*told)
    postgres.connection.execute(swap)
    with pytest.raises(CannotOpen):
        postgres.store.load(need(*told))


def test_old_rows_open_with_old_keys(fresh_database: str) -> None:
    """After a new key version both old and new rows open; without the old one the old do not."""
    old, new = judgment("1"), judgment("2")
    first = OnPostgres(fresh_database)
    before = LineOnStore(first.store, first.save, CATALOGUE)
    before.publish(old)
    second = OnPostgres(fresh_database, ring=BOTH)
    after = LineOnStore(second.store, second.save, CATALOGUE)
    after.entries = before.entries
    after.origin("credit.events.court", TODAY)
    after.publish(new)
    found = second.connection.execute("SELECT key_version FROM version ORDER BY key_version")
    assert found.fetchall() == [(1,), (2,)]
    assert len(second.store.load(need(old, new)).versions) == 2
    third = OnPostgres(fresh_database, ring=KeyRing(versions={2: BOTH.versions[2]}))
    with pytest.raises(CannotOpen, match="version 1"):
        third.store.load(need(old))
    for one in (first, second, third):
        one.connection.close()


def test_equal_contents_make_different_cells() -> None:
    """Nobody sees in the database that two cells have the same content."""
    seal = Seal.of(RING)
    one, other = seal.close(b"same", b"cell"), seal.close(b"same", b"cell")
    assert one != other
    assert seal.open(one, b"cell", 1) == seal.open(other, b"cell", 1) == b"same"


def test_a_changed_cell_does_not_open() -> None:
    """A single bit that was changed is noticed."""
    seal = Seal.of(RING)
    cell = bytearray(seal.close(b"content", b"table\0key"))
    cell[-1] ^= 1
    with pytest.raises(CannotOpen, match="table table"):
        seal.open(bytes(cell), b"table\0key", 1)
