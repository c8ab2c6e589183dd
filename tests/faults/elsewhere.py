"""Statements in the folders of line and senders that the story does not reach, and why."""

from collections.abc import Mapping
from typing import Final

ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "asked by the command line, a replay or a test, not by worker, relay or push connector": (
        "store/act_done",
        "store/add_act",
        "store/command_by_id",
        "store/digested_line",
        "store/holder",
        "store/keep_deciders_out",
        "store/journal_after",
        "store/journal_code",
        "store/journal_spans",
        "store/quarantined_as",
        "store/topics_left",
        "sending/add_hold",
        "sending/end_hold",
        "sending/resend",
        "sending/resend_result",
        "sending/resume_channel",
        "sending/sent_as",
        "sending/set_aside",
        "sending/set_aside_result",
    ),
    "one row of a transaction of which all other statements fail here": (
        "store/close_tasks",
        "store/merge_records",
        "store/no_longer_ordered",
        "store/approved",
        "sending/revive",
    ),
    "only with another clock, another worker, or a first catalogue from a folder": (
        "store/ask",
        "store/database_now",
        "store/end_stale_holder",
    ),
    "reads after a later catalogue load; the story has a first one only": (
        "store/naming_records",
        "store/open_with",
    ),
    "before each start and load, in the transaction of whose other statements each fails here": (
        "store/topic_ids",
    ),
    "asks in a loop whether there is anything new": ("sending/last_entry",),
    "for a court whose address does not take a result; the story's court reads a topic": (
        "sending/result_failed",
        "sending/result_returned",
    ),
    "for a partner that refuses for good: its answer is told again, with another offset": (
        "sending/mark_returned",
        "sending/pause_channel",
    ),
    "only where the catalogue has a brake (tests/integration/line/test_brake.py)": (
        "store/add_burdens",
        "store/braked",
        "store/burdens",
        "store/count_burdens",
    ),
    "once after an upgrade (tests/integration/database/test_order_numbers.py)": (
        "store/number_versions",
        "store/unnumbered",
    ),
    "once after an upgrade (tests/integration/database/test_keyed_contents.py)": (
        "store/key_versions",
        "store/unkeyed",
    ),
    "where messages fail at the hub itself (tests/integration/line/test_bad_release.py)": (
        "store/faults",
        "store/let_go",
        "store/messages_before",
    ),
    "of an order that never left (tests/integration/sending/test_never_sent.py kills there)": (
        "sending/mark_unsent",
    ),
    "where an amendment waits for approval or behind a hold; the story has none": (
        "sending/compared",
    ),
}
