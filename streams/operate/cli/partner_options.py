"""
The options of `hub partner connect` for the settings of every channel.

A channel says in its own module which it has (`connectors/channels/port.py:ChannelKind`); here
stands how a command asks for any. Nothing of a channel is imported before the command or its help
is wanted.
"""

import sys
from collections.abc import Mapping, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperCommand

from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from connectors.channels.settings import Setting

_GIVEN: Final = "settings of channels"
_WITHOUT: Final = "no_"


class WithSettings(TyperCommand):
    """A command with an option for each setting; `settings_given` has what was named."""

    _own: list[Any]
    _whole: bool

    @property
    def params(self) -> Any:
        """Its own options, and those of the channels behind them: one list, which is kept."""
        if not self._whole:
            self._whole = True
            self._own.extend(_options())
        return self._own

    @params.setter
    def params(self, own: Any) -> None:
        self._own, self._whole = own, False

    def invoke(self, ctx: Any) -> Any:
        """Run it; what it gets as arguments are its own options alone."""
        ctx.meta[_GIVEN] = {each.name: ctx.params.pop(each.name, None) for each in _parameters()}
        return super().invoke(ctx)


def options_in_words() -> str:
    """Every option for a setting, as a sentence names them."""
    return ", ".join(
        option
        for each in _settings()
        for option in (each.option, *([each.option_without] if each.without else ()))
    )


def settings_given(context: typer.Context) -> Mapping[str, str]:
    """
    The settings that a command named, each a text by its name; empty where one is taken back.

    A hidden one is read from standard input: as an argument other users of the machine would see
    it. Raises `CannotRun`.
    """
    asked: Mapping[str, Any] = context.meta[_GIVEN]
    found = {}
    for each in _settings():
        named, without = asked[each.name], asked.get(_WITHOUT + each.name)
        if named and without:
            raise CannotRun(f"Name {each.option} or {each.option_without}, not both.")
        if without:
            found[each.name] = ""
        elif named:
            found[each.name] = _read(each) if each.hidden else _text(each, named)
    return found


def words_of(given: Mapping[str, str]) -> Sequence[str]:
    """What an act says was changed: words, never what was given."""
    return [each.word for each in _settings() if each.name in given]


def _settings() -> "Sequence[Setting]":
    from connectors.channels.kinds import all_settings

    return tuple(all_settings().values())


def _parameters() -> list[Parameter]:
    """An option for each setting, and one more for each that can be taken back."""
    found = []
    for each in _settings():
        kind, metavar = (bool, None) if each.hidden else (str, each.called)
        asked = typer.Option(each.option, help=each.help, metavar=metavar)
        found.append(_parameter(each.name, Annotated[kind | None, asked]))
        if each.without:
            back = typer.Option(each.option_without, help=each.without)
            found.append(_parameter(_WITHOUT + each.name, Annotated[bool | None, back]))
    return found


def _parameter(name: str, annotation: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _options() -> list[Any]:
    """As typer makes them of a function that has these parameters."""

    def asking() -> None: ...

    parameters = _parameters()
    asking.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    asking.__annotations__ = {each.name: each.annotation for each in parameters}
    app = typer.Typer(add_completion=False)
    app.command(add_help_option=False)(asking)
    return list(typer.main.get_command(app).params)


def _text(setting: "Setting", given: str) -> str:
    # The push connector works in another folder.
    return str(Path(given).absolute()) if setting.path else given


def _read(setting: "Setting") -> str:
    """A secret that has its form; the sentence tells the form, never the text."""
    if sys.stdin.isatty():
        text: str = typer.prompt(setting.word.capitalize(), hide_input=True)
    else:
        text = sys.stdin.readline()
    text = text.strip()
    if not setting.fits(text):
        raise CannotRun(f"{setting.option} must be {setting.form}.", "S1002")
    return text
