"""Invariant 1: each way to lose or double a message is named with its offset."""

import pytest
from integration.verify.city import RING
from integration.verify.conftest import Copy, Names

from streams.store.seal import Seal, quarantine_cell, version_cell

#: The place of hrss's messages: offset 0 is W1, 3 the broken one, 4 the refused one.
HRSS = "(SELECT no FROM topic WHERE name LIKE 'credit.events.%%-hrss')"
PAGE = f"topic_no = {HRSS} AND 3 = ANY(offsets)"


def place(copy: Copy, offset: int) -> str:
    """How an offset of hrss is named."""
    return f"credit.events.{copy.city.named('hrss')}/0@{offset}"


#: The arrays of a page.
ARRAYS = (
    "offsets", "outcomes", "codes", "fields", "hints", "record_nos", "versions", "event_ids",
    "causes",
)  # fmt: skip


def without(element: int) -> str:
    """Every array of a page without one element."""
    return ", ".join(f"{a} = {a}[:{element}] || {a}[{element + 2}:]" for a in ARRAYS)


def doubled(element: int) -> str:
    """Every array of a page with one element twice."""
    return ", ".join(f"{a} = {a} || {a}[{element + 1}:{element + 1}]" for a in ARRAYS)


def test_an_outcome_that_is_gone(copy: Copy, names: Names) -> None:
    """A message whose element was cut out of its page has no outcome."""
    copy.run(f"UPDATE page SET {without(1)} WHERE {PAGE}")
    found = copy.finding(1)
    assert names(found, "lost", place(copy, 1))
    assert found.counts["messages"] == found.counts["outcomes"] + 1


def test_a_whole_page_that_is_gone(copy: Copy, names: Names) -> None:
    """Every message of a deleted page is lost, and what is stored of them has no outcome."""
    copy.run(f"DELETE FROM page WHERE {PAGE}")
    found = copy.finding(1)
    assert all(names(found, "lost", place(copy, offset)) for offset in range(7))


def test_an_outcome_that_is_there_twice(copy: Copy, names: Names) -> None:
    """A message with two first outcomes is doubled."""
    copy.run(f"UPDATE page SET {doubled(0)} WHERE {PAGE}")
    assert names(copy.finding(1), "doubled", place(copy, 0))


def test_an_outcome_without_a_message(copy: Copy, names: Names) -> None:
    """An outcome of an offset that the broker has no message at is beyond."""
    copy.run(f"UPDATE page SET offsets[2] = 4711 WHERE {PAGE}")
    found = copy.finding(1)
    assert names(found, "beyond", f"{place(copy, 4711)} has an outcome")
    assert names(found, "page", f"{place(copy, 4711)} is not in the range")
    assert names(found, "lost", place(copy, 1))


def test_arrays_of_unequal_length(copy: Copy, names: Names) -> None:
    """A page with fewer hints than offsets is named."""
    copy.run(f"UPDATE page SET hints = hints[2:] WHERE {PAGE}")
    assert names(copy.finding(1), "page", "not of one length")


def test_a_version_that_is_gone(copy: Copy, names: Names) -> None:
    """An ACCEPTED message whose version was deleted is named."""
    copy.run(f'DELETE FROM version WHERE topic_no = {HRSS} AND "offset" = 0')
    found = copy.finding(1)
    assert names(found, "stored", f"{place(copy, 0)} is ACCEPTED and no version")
    assert names(found, "stored", f"{place(copy, 1)} is a REPEAT of version 1")


def test_a_refused_message_that_is_stored(copy: Copy, names: Names) -> None:
    """A message with a stored version cannot be REFUSED."""
    copy.run(
        'INSERT INTO outcome_change (entry, ordinal, topic_no, partition, "offset", outcome, code,'
        f" record_no, version, event_id, cause, judged_at) SELECT 9, 99, {HRSS}, 0, 0, 12, 'E1402',"
        " 'W1', 1, '', '', now()"
    )
    assert names(copy.finding(1), "stored", f"{place(copy, 0)} is REFUSED")


def test_a_position_that_moved(copy: Copy, names: Names) -> None:
    """A position beyond the log, and beyond the journal's sum, is named for both."""
    copy.run(f"UPDATE position SET next_offset = next_offset + 5 WHERE topic_no = {HRSS}")
    found = copy.finding(1)
    assert names(found, "position", "beyond the end of the log")
    assert names(found, "position", "the journal's ranges add up to")


def test_a_position_that_went_back(copy: Copy, names: Names) -> None:
    """What was decided beyond the position has an outcome and is not decided yet."""
    copy.run(f"UPDATE position SET next_offset = next_offset - 1 WHERE topic_no = {HRSS}")
    found = copy.finding(1)
    assert names(found, "beyond", "not decided yet")
    assert found.counts["not decided yet"] == 1


def test_a_partition_without_a_position(copy: Copy, names: Names) -> None:
    """A topic whose position is gone is not passed over: its outcomes have no range any more."""
    copy.run(f"DELETE FROM position WHERE topic_no = {HRSS}")
    assert names(copy.finding(1), "position", "stands at 0")


def test_an_entry_that_is_gone(copy: Copy, names: Names) -> None:
    """A gap in the journal, and a range that does not follow on, are named."""
    copy.run(
        "DELETE FROM journal WHERE detail @> '{\"positions\": []}' AND number = "
        "(SELECT min(entry) FROM page)"
    )
    found = copy.finding(1)
    assert names(found, "journal", "is followed by")
    assert names(found, "journal", "begins at")


def test_a_quarantined_byte_that_was_altered(copy: Copy, names: Names) -> None:
    """A sealed message with one byte changed does not open."""
    copy.run("UPDATE quarantine SET payload = set_byte(payload, 20, get_byte(payload, 20) # 1)")
    assert names(copy.finding(1), "bytes", f"{place(copy, 3)} the quarantine row was altered")


def test_a_quarantined_message_that_is_another(copy: Copy, names: Names) -> None:
    """A message sealed by the right key, but not the broker's, is named."""
    ((number,),) = copy.run('SELECT topic_no FROM quarantine WHERE "offset" = 3')
    assert isinstance(number, int)
    sealed = Seal.of(RING).close(b"another", quarantine_cell(number, 0, 3))
    copy.run('UPDATE quarantine SET payload = %s WHERE "offset" = 3', sealed)
    assert names(copy.finding(1), "bytes", f"{place(copy, 3)} the quarantine row is not")


def test_a_quarantine_row_that_is_gone(copy: Copy, names: Names) -> None:
    """A QUARANTINED message whose bytes were not kept is named."""
    copy.run("DELETE FROM quarantine")
    assert names(copy.finding(1), "quarantine", place(copy, 3))


def test_a_dropped_message_that_is_open(copy: Copy, names: Names) -> None:
    """A DROPPED message whose row still waits in quarantine is named."""
    copy.run("UPDATE quarantine SET state = 'OPEN' WHERE state = 'DROPPED'")
    assert names(copy.finding(1), "quarantine", f"{place(copy, 9)} is DROPPED")


def test_a_stored_message_that_is_another(copy: Copy, names: Names) -> None:
    """A version whose sealed message is not the broker's is named."""
    ((record, number),) = copy.run(
        f'SELECT record, number FROM version WHERE topic_no = {HRSS} AND "offset" = 0'
    )
    sealed = Seal.of(RING).close(b"another", version_cell(record, number))  # type: ignore[arg-type]
    copy.run("UPDATE version SET payload = %s WHERE record = %s", sealed, record)
    assert names(copy.finding(1), "bytes", f"{place(copy, 0)} the version row is not")


def test_an_answer_that_is_gone(copy: Copy, names: Names) -> None:
    """An ACCEPTED answer of a partner must have its row."""
    copy.run("DELETE FROM answer WHERE \"offset\" = 0 AND partner LIKE '%%-bank'")
    assert names(copy.finding(1), "stored", "no answer of it counts")


def test_a_topic_that_nobody_reads(copy: Copy, names: Names) -> None:
    """Messages of a registered topic without any position are told: nobody decides them."""
    copy.run(f"DELETE FROM position WHERE topic_no = {HRSS}")
    where = place(copy, 0).partition("@")[0]
    assert names(copy.finding(1), "unread", f"{where} has 14 messages")


def test_a_topic_that_is_gone(copy: Copy, names: Names) -> None:
    """A topic that was registered as an input, and that the broker does not have, is named."""
    copy.run("INSERT INTO topic VALUES (999, 'credit.events.gone-of-a-test', 'gone', '')")
    found = copy.finding(1)
    assert names(found, "topic", "credit.events.gone-of-a-test is registered as an input")


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("BATCH", "is of 2026-06-05, the last tick before it was of 2026-06-01"),
        ("TICK", "is of 2026-06-03, the last tick before it was of 2026-06-05"),
    ],
)
def test_an_entry_of_another_day(copy: Copy, names: Names, kind: str, what: str) -> None:
    """Only a tick advances the day: an entry whose day was changed is named with both days."""
    copy.run(
        "UPDATE journal SET day = '2026-06-05' WHERE number ="
        " (SELECT min(number) FROM journal WHERE kind = %s AND number > 1"
        " AND (%s = 'BATCH' OR day = '2026-06-03'))",
        kind,
        kind,
    )
    assert names(copy.finding(1), "journal", what)


def test_a_last_entry_of_another_day(copy: Copy, names: Names) -> None:
    """The day of the last entry is the line's."""
    copy.run("UPDATE journal SET day = day - 1 WHERE number = (SELECT max(number) FROM journal)")
    assert names(copy.finding(1), "journal", "is of 2026-06-02, the line's day is 2026-06-03")
