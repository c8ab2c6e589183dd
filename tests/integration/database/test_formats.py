"""What is written in the server's own formats is read back as the same value by the driver."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from streams.store import binary as to
from streams.store.connection import Connection, connect
from streams.store.keys import KeyArray, teach_keys

#: PostgreSQL has years the driver cannot show; the hub has none of those.
DAYS = st.dates(min_value=date(1, 1, 1))
MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))  # noqa: DTZ001
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
INT2, INT4, INT8 = (st.integers(-(2**n), 2**n - 1) for n in (15, 31, 63))


@pytest.fixture(scope="module")
def connection(database_url: str) -> Iterator[Connection]:
    """A session with a table of one column for each format."""
    with connect(database_url, "formats") as found:
        teach_keys(found)
        found.execute(
            "CREATE TEMP TABLE format (n int4, u uuid, s int2, i int4, b int8, y bytea, t text,"
            " j jsonb, o bool, d date, m timestamptz, us uuid[], ss int2[], is_ int4[], bs int8[],"
            " ts text[], ds date[])"
        )
        yield found


def lists(of: SearchStrategy[object]) -> SearchStrategy[list[object]]:
    """Short lists."""
    return st.lists(of, max_size=4)


ROWS = st.tuples(
    st.none() | st.uuids(), INT2, INT4, INT8, st.binary(max_size=40), TEXTS, TEXTS, st.booleans(),
    st.none() | DAYS, MOMENTS.map(lambda moment: moment.replace(tzinfo=UTC)),
    lists(st.none() | st.uuids()), lists(INT2), lists(INT4), lists(INT8), lists(TEXTS),
    lists(st.none() | DAYS),
)  # fmt: skip
WRITERS = (
    to.uuid, to.int2, to.int4, to.int8, to.bytea, to.text, to.jsonb, to.boolean, to.day, to.moment,
    to.uuids, to.int2s, to.int4s, to.int8s, to.texts, to.days,
)  # fmt: skip


@settings(deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_every_format_comes_back(connection: Connection, rows: list[tuple[object, ...]]) -> None:
    """Any value of any format, nulls and empty lists among them, survives the way."""
    with connection.transaction(force_rollback=True):
        written = [
            to.row(
                to.int4(n),
                *(
                    write(json.dumps(value) if write is to.jsonb else value)  # type: ignore[operator]
                    for write, value in zip(WRITERS, row, strict=True)
                ),
            )
            for n, row in enumerate(rows)
        ]
        with connection.cursor().copy("COPY format FROM STDIN (FORMAT binary)") as copy:
            copy.write(b"".join((to.OPENING, *written, to.END)))
        found = connection.execute("SELECT * FROM format ORDER BY n").fetchall()
        assert [row[1:] for row in found] == rows


@given(keys=st.lists(st.uuids(), max_size=20))
@settings(deadline=None)
def test_keys_come_back(connection: Connection, keys: list[object]) -> None:
    """A parameter of many keys is the array of those keys."""
    found = connection.execute("SELECT %s::uuid[]", [KeyArray(keys)]).fetchone()  # type: ignore[arg-type]
    assert found == (keys,)


def test_a_nul_is_for_the_server_to_refuse(connection: Connection) -> None:
    """A text with a NUL is an error of class 22, which the line takes as a bad value."""
    with (
        pytest.raises(psycopg.DataError) as refused,
        connection.cursor().copy("COPY format (t) FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(b"".join((to.OPENING, to.row(to.text("a\0b")), to.END)))
    assert (refused.value.sqlstate or "").startswith("22")
