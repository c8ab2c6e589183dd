"""What a channel needs stands in its own module, and nowhere else."""

import ast
from collections.abc import Iterator

from support.imports import Module, modules

from connectors.channels.kinds import KINDS, all_settings

#: Whoever imports one of these has to do with partners' settings.
ABOUT_SETTINGS = (
    "connectors.channels",
    "streams.sending.partner_settings",
    "streams.sending.partner_change",
    "streams.operate.cli.partner_options",
)


def _outside() -> Iterator[Module]:
    for module in modules().values():
        imported = {
            node.module or "" for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)
        }
        mine = module.name.startswith("connectors.")
        if not mine and any(name.startswith(ABOUT_SETTINGS) for name in imported):
            yield module


def _named_in(module: Module) -> set[str]:
    """Settings named as a text, or by their option in one; words in docstrings aside."""
    told = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    texts = [
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in told
    ]
    attributes = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    found = set()
    for setting in all_settings().values():
        options = {setting.option, setting.option_without}
        if any(text == setting.name or options & set(text.split()) for text in texts):
            found.add(setting.name)
        if setting.name in attributes:
            found.add(setting.name)
    return found


def test_no_module_outside_the_channels_names_a_setting() -> None:
    """Whoever reads, checks, changes, shows or asks for settings goes over the table."""
    outside = list(_outside())
    assert len(outside) > 10
    assert {module.name: named for module in outside if (named := _named_in(module))} == {}


def test_settings_of_two_channels_have_two_names() -> None:
    """A partner's file has them side by side while its channel changes."""
    given = [setting.name for kind in KINDS.values() for setting in kind.settings]
    assert len(given) == len(set(given)) == len(all_settings())
