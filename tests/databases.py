"""Throw-away databases on a PostgreSQL server."""

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def with_database(url: str, name: str) -> str:
    """The address `url` with another database in it."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


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
