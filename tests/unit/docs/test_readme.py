"""The READMEs begin with two commands, stay short and say the same in both languages."""

import re

import pytest
from acceptance.readme import PAGES, commands, text


def test_two_commands_come_first() -> None:
    """The README begins with the two commands that need nothing before them."""
    assert commands(PAGES[0])[:2] == ("make demo", "make test")


def test_both_languages_tell_the_same() -> None:
    """The Chinese README has the same commands and leads to the same places."""
    assert commands(PAGES[0]) == commands(PAGES[1])
    assert _targets(PAGES[0]) - set(PAGES) == _targets(PAGES[1]) - set(PAGES)


def _targets(page: str) -> set[str]:
    return set(re.findall(r"\]\(([^)]+)\)", text(page)))


@pytest.mark.parametrize("page", PAGES)
def test_it_fits_one_screen(page: str) -> None:
    """The README stays short: what is longer stands under `docs/`."""
    assert len(text(page).splitlines()) <= 65
