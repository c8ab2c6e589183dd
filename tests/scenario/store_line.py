"""The line on a store, in one process: bytes in, decisions out, answers back."""

from scenario.acting import Acting
from scenario.sending import Sending
from scenario.standing import Standing


class StoreLine(Acting, Standing, Sending):
    """A hub of one process on one store, which it asks for everything it is asked."""
