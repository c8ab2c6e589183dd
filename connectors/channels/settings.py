"""
Settings of an installation for one partner: where it is reached. Which they are says its channel.

They are never in the catalogue: it is published, and an address is nobody else's business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PartnerSettings:
    """Where one partner is reached: the settings that are kept, each a text by its name."""

    given: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    One setting, by the name it has in a partner's file and as an option of a command.

    `form`: as an operator is told it; `fits`: whether a text has that form. `called`: what a
    command's line names in its place. `help`: of its option. `word`: what an act says was changed.
    `path`: of a file or folder, kept as a whole path. `hidden`: a secret, which is read from
    standard input, never shown, and whose file is its owner's alone. `without`: of the option that
    takes it back, `--no-…`; empty where it can only be replaced.
    """

    name: str
    form: str
    called: str
    fits: Callable[[str], bool]
    help: str
    word: str
    path: bool = False
    hidden: bool = False
    without: str = ""

    @property
    def option(self) -> str:
        """The option that names it."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def option_without(self) -> str:
        """The option that takes it back."""
        return f"--no-{self.name.replace('_', '-')}"
