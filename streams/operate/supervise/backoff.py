"""When a child that died is started again, and when the stack gives up."""

#: After so many deaths in a row, none of them long after its start, another start helps nobody.
LIMIT = 6

#: A child that served so long is well again; its earlier deaths no longer count.
WELL_AFTER_S = 60.0

#: The longest pause, in seconds.
LONGEST_S = 30.0


def delay_s(deaths: int) -> float | None:
    """Seconds to wait after the `deaths`-th death in a row, or None: give up.

    >>> [delay_s(n) for n in (1, 2, 3, 6, 7)]
    [0.2, 0.8, 3.2, 30.0, None]
    """
    return None if deaths > LIMIT else min(LONGEST_S, 0.2 * 4.0 ** (deaths - 1))
