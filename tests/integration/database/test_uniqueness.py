"""What the database itself refuses to hold twice, whoever writes it."""

import psycopg
import pytest
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.message import freeze, wage


@pytest.mark.parametrize(
    ("table", "otherwise"),
    [
        ("journal", "number = number + 1000"),
        ("journal", "id = gen_random_uuid()"),
        ("version", "entry = entry + 1000"),
        ("identity", "subject = gen_random_uuid()"),
        ("subject", "entry = entry + 1000"),
        ("directive", "directive_id = gen_random_uuid()"),
        ("directive", "measure_id = gen_random_uuid()"),
        ("topic", "no = no + 1000"),
        ("position", "next_offset = next_offset + 1"),
        ("page", "outcomes = '{}'"),
        ("pool_page", "states = '{}'"),
    ],
)
def test_one_thing_is_one_row(
    postgres: OnPostgres, line: LineOnStore, table: str, otherwise: str
) -> None:
    """A second row for the same thing is refused, also where everything else in it differs."""
    line.publish(freeze("12"), wage("1"))
    postgres.connection.execute(
        f"CREATE TEMP TABLE again AS SELECT * FROM {table} LIMIT 1".encode()
    )
    changed = postgres.connection.execute(f"UPDATE again SET {otherwise}".encode())
    assert changed.rowcount == 1
    with pytest.raises(psycopg.errors.UniqueViolation):
        postgres.connection.execute(f"INSERT INTO {table} SELECT * FROM again".encode())
