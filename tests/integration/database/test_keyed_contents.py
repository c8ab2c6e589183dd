"""Content hashes are kept under the hub's key; an upgraded hub keys those it stored before (R1)."""

import pytest
from contract.stores import OnPostgres
from scenario.cast import CATALOGUE, P
from scenario.entries import KEY
from scenario.message import wage
from scenario.store_line import StoreLine
from support.accepting import event

from streams.accept.content import content_hash
from streams.identify.pseudonym import PseudonymKey, keyed_content
from streams.worker import keying
from streams.worker.keying import key_contents

MESSAGES = [wage(f"W{number}", about=P) for number in range(1, 6)]


def hashes(postgres: OnPostgres) -> list[tuple[object, bytes, bool]]:
    """Every stored version's hash, and whether it is keyed."""
    return postgres.connection.execute(
        "SELECT record, content_hash, keyed FROM version ORDER BY record, number"
    ).fetchall()


def as_it_was(postgres: OnPostgres, line: StoreLine) -> None:
    """What an earlier version stored: the plain hash of every version."""
    for changes in line._changes:
        for version in changes.received.versions:
            postgres.connection.execute(
                "UPDATE version SET content_hash = %s, keyed = false WHERE record = %s",
                (content_hash(version.event), version.record),
            )


def test_what_is_stored_confirms_nothing_without_the_key(postgres: OnPostgres) -> None:
    """The hash of a content that somebody guesses right stands nowhere in the table."""
    line = StoreLine(postgres, CATALOGUE)
    line.publish(*MESSAGES)
    guessed = {
        content_hash(version.event)
        for changes in line._changes
        for version in changes.received.versions
    }
    kept = {kept for _, kept, _ in hashes(postgres)}
    assert len(guessed) == len(kept) == len(MESSAGES)
    assert not guessed & kept
    assert kept == {keyed_content(each, KEY) for each in guessed}


def test_what_was_stored_before_is_keyed(
    postgres: OnPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page, each once, however often a start is broken off; a repeat is known then."""
    line = StoreLine(postgres, CATALOGUE)
    line.publish(*MESSAGES)
    new = hashes(postgres)
    as_it_was(postgres, line)
    monkeypatch.setattr(keying, "AT_A_TIME", 2)
    first = postgres.connection.execute(
        "SELECT record, content_hash FROM version ORDER BY record LIMIT 1"
    ).fetchone()
    assert first is not None
    postgres.connection.execute(
        "UPDATE version SET content_hash = %s, keyed = true WHERE record = %s",
        (keyed_content(first[1], KEY), first[0]),
    )
    for _ in range(2):
        key_contents(postgres.connection, KEY)
        assert hashes(postgres) == new
    line.publish(again := MESSAGES[0].again())
    assert line.shown(again).outcome == "REPEAT"


def test_the_key_decides() -> None:
    """Equal contents are equal under one key, and another key gives another digest."""
    one = content_hash(event("ListEntry"))
    other = PseudonymKey(version=1, secret=b"\1" * 32)
    assert keyed_content(one, KEY) == keyed_content(bytes(one), KEY)
    assert keyed_content(one, KEY) != keyed_content(one, other)
    assert len(keyed_content(one, KEY)) == 32
