"""Invariant 2 after a restore: sequences go on above its number, and without a gap from there."""

from integration.verify.conftest import Copy, Names
from integration.verify.test_twice import TOLD

RESTORED = (
    "INSERT INTO generation (number, after_entry, told_at) VALUES (1000, 1, now());"
    "UPDATE stream SET last_sequence = 1000"
)


def test_a_jump_at_a_restore_is_no_gap(copy: Copy, names: Names) -> None:
    """The first sequence after a restore is one above the restore's number."""
    copy.run(RESTORED)
    copy.run(TOLD)
    assert not names(copy.finding(2), "sequence", " on ")


def test_a_gap_after_a_restore_is_named(copy: Copy, names: Names) -> None:
    """A sequence left out after a restore is one that somebody may have lost."""
    copy.run(RESTORED)
    copy.run(TOLD)
    copy.run("UPDATE order_result SET sequence = sequence + 1")
    copy.run("UPDATE stream SET last_sequence = 1002 WHERE last_sequence = 1001")
    assert names(copy.finding(2), "sequence", "-bank on ")


def test_a_stream_that_would_give_old_sequences_again_is_named(copy: Copy, names: Names) -> None:
    """A restore after which streams go on where the backup left them would repeat sequences."""
    copy.run("INSERT INTO generation (number, after_entry, told_at) VALUES (1000, 1, now())")
    assert names(copy.finding(2), "sequence", "-bank on ")
