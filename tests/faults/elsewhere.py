"""Statements in the folders of line and senders that the story does not reach, and why."""

from collections.abc import Mapping
from typing import Final

ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "asked by the command line, a replay or a test, not by worker, relay or push connector": (
        "database/sql/act_done.sql",
        "database/sql/add_act.sql",
        "database/sql/command_by_id.sql",
        "database/sql/digested_line.sql",
        "database/sql/holder.sql",
        "database/sql/journal_after.sql",
        "database/sql/journal_code.sql",
        "database/sql/journal_spans.sql",
        "database/sql/quarantined_as.sql",
        "database/sql/topics_left.sql",
        "sending/sql/add_hold.sql",
        "sending/sql/end_hold.sql",
        "sending/sql/resend.sql",
        "sending/sql/resend_result.sql",
        "sending/sql/resume_channel.sql",
        "sending/sql/sent_as.sql",
        "sending/sql/set_aside.sql",
        "sending/sql/set_aside_result.sql",
    ),
    "one row of a transaction of which all other statements fail here": (
        "database/sql/close_tasks.sql",
        "database/sql/merge_records.sql",
        "database/sql/no_longer_ordered.sql",
        "database/sql/released.sql",
        "sending/sql/revive.sql",
    ),
    "only with another clock, another worker, or a first catalogue from a folder": (
        "database/sql/ask.sql",
        "database/sql/database_now.sql",
        "database/sql/end_stale_holder.sql",
    ),
    "reads after a later catalogue load; the story has a first one only": (
        "database/sql/naming_records.sql",
        "database/sql/open_with.sql",
    ),
    "before each start and load, in the transaction of whose other statements each fails here": (
        "database/sql/topic_ids.sql",
    ),
    "asks in a loop whether there is anything new": ("sending/sql/last_entry.sql",),
    "for a court whose address does not take a result; the story's court reads a topic": (
        "sending/sql/result_failed.sql",
        "sending/sql/result_returned.sql",
    ),
    "for a partner that refuses for good: its answer is told again, with another offset": (
        "sending/sql/mark_returned.sql",
        "sending/sql/pause_channel.sql",
    ),
    "once after an upgrade (tests/integration/database/test_order_numbers.py)": (
        "database/sql/number_versions.sql",
        "database/sql/unnumbered.sql",
    ),
    "where messages fail at the hub itself (tests/integration/line/test_bad_release.py)": (
        "database/sql/faults.sql",
        "database/sql/let_go.sql",
        "database/sql/messages_before.sql",
    ),
    "of an order that never left (tests/integration/sending/test_never_sent.py kills there)": (
        "sending/sql/mark_unsent.sql",
    ),
    "where an amendment waits for a signature or behind a hold; the story has none": (
        "sending/sql/compared.sql",
    ),
}
