"""
What can go wrong at a department: its message is wrong, or the world is busy. Nothing else.

A `code` has a page in `docs/errors/`, and stands before the text; "" where there is none.
"""

from connectors.departments.sent import Sent


class BadRecord(ValueError):
    """
    A record that its schema does not take; nothing was kept of it. Mend it, then publish it again.

    `field` is the path of the field, as in receipts. The text never shows a value.
    """

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class Busy(Exception):
    """
    The world does not answer now (broker away, disk full). What was published stays in the outbox.

    `sent` got through before, in order; `waiting` records are still to be sent. Try again later.
    """

    def __init__(
        self, why: str, *, code: str = "", sent: tuple[Sent, ...] = (), waiting: int = 0
    ) -> None:
        super().__init__(f"{code} {why}".lstrip())
        self.why = why
        self.code = code
        self.sent = sent
        self.waiting = waiting


class OutboxUnusable(Exception):
    """The outbox cannot be used as it is; the text says what a person has to do."""

    def __init__(self, why: str, code: str = "") -> None:
        super().__init__(f"{code} {why}".lstrip())
        self.why = why
        self.code = code


class OutboxInUse(OutboxUnusable):
    """Another process has the outbox open."""


class KeyMissing(OutboxUnusable):
    """A key file that is needed is not there, or is not one."""


class BadReceipt(Exception):
    """A message on the receipts topic is no receipt; a fault of the hub, never skipped."""


class BadPosition(Exception):
    """A position that a receipts topic does not have; the text says what to do."""
