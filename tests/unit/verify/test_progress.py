"""How far a recount is, is told until the step is over."""

from monitoring.verify.progress import told


def test_the_end_of_a_step_is_told_as_its_end() -> None:
    """Also where nobody knew how many there would be, or fewer came: a terminal clears its line."""
    heard: list[tuple[str, int, int | None]] = []

    def hear(step: str, done: int, total: int | None) -> None:
        heard.append((step, done, total))

    assert list(told("abc", hear, "letters", every=2)) == ["a", "b", "c"]
    assert list(told("", hear, "words", 7)) == []
    assert heard == [("letters", 2, None), ("letters", 3, 3), ("words", 0, 0)]
