"""A passphrase, typed unseen or from standard input; never an argument, never echoed."""

import sys

import typer


def passphrase(prompt: str, *, twice: bool = False) -> str:
    """The passphrase, without the end of its line; `twice`: typed once more to be sure."""
    if sys.stdin.isatty():
        text: str = typer.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
        return text
    return sys.stdin.readline().rstrip("\n")
