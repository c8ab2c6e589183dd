"""What the READMEs tell their reader to type, taken out of their text."""

import re
from typing import Final

from support.imports import ROOT

PAGES: Final = ("README.md", "README.zh-CN.md")

#: Programs by which a piece of code in a sentence is a command, and not the name of a file.
PROGRAMS: Final = ("make", "hub", ".venv/bin/")

_BLOCK_OR_SPAN: Final = re.compile(r"```\w*\n(.*?)```|`([^`]+)`", re.DOTALL)


def text(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text("utf-8")


def commands(page: str) -> tuple[str, ...]:
    """Each command of a page once, in the order of first mention, in blocks and in sentences."""
    return tuple(dict.fromkeys(_commands(text(page))))


def _commands(page_text: str) -> list[str]:
    found = []
    for block, span in _BLOCK_OR_SPAN.findall(page_text):
        lines = block.splitlines() if block else [span] if _is_command(span) else []
        found += [" ".join(line.split()) for line in lines if line.strip()]
    return found


def _is_command(span: str) -> bool:
    return span.split(maxsplit=1)[0] in PROGRAMS or span.startswith(PROGRAMS[-1])
