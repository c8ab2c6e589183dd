"""What an operator is told instead of a traceback."""


class CannotRun(Exception):
    """The hub cannot do what was asked; the text says why, and what to do next."""
