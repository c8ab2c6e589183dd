"""An invariant that does not hold."""


class Broken(Exception):
    """`invariant` is a short name; `detail` says what was seen, with keys and codes only."""

    def __init__(self, invariant: str, detail: str) -> None:
        super().__init__(f"{invariant}: {detail}")
        self.invariant = invariant
        self.detail = detail


def hold(invariant: str, holds: object, detail: object) -> None:
    """Raise `Broken` unless it holds."""
    if not holds:
        raise Broken(invariant, str(detail))
