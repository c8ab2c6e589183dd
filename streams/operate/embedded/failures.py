"""Why an embedded server cannot be had: one sentence for the operator, with the next step."""

from streams.wiring.failures import CannotRun


class ServerUnavailable(CannotRun):
    """A server could not be fetched, started or reached; the text says which and what to do."""

    def __init__(self, text: str, code: str = "S2004") -> None:
        super().__init__(text, code)


class PortTaken(ServerUnavailable):
    """Another program listens on a port that this data folder chose earlier."""


class ChildDied(ServerUnavailable):
    """A process ended before it was ready; the text ends with the last lines of its log."""
