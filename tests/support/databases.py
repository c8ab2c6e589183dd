"""Throw-away databases on a PostgreSQL server."""

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def with_database(url: str, name: str) -> str:
    """The address `url` with another database in it."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def port_of(url: str) -> int:
    """The port that the address `url` names."""
    port = urlsplit(url).port
    assert port is not None, "an address without a port"
    return port


def with_port(url: str, port: int) -> str:
    """The address `url` with another port in it: that of a proxy before the server."""
    parts = urlsplit(url)
    before = parts.netloc.rpartition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{before}:{port}"))


def create_database(server: str, name: str, template: str = "/template1") -> None:
    """Make the database `name`, a copy of the one that the address `template` ends in."""
    source = urlsplit(template).path.removeprefix("/")
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))


def drop_database(server: str, name: str) -> None:
    """Remove the database `name`, also when somebody is still connected."""
    statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name)))
