"""Each kind of event is one module of the recount, and the others ask its shape."""

import ast
from collections.abc import Iterator

import pytest
from support.imports import Module, modules, own_imports

from monitoring.verify.recount.kinds.shape import Deed, Kind, Nature, OrderAct
from monitoring.verify.recount.kinds.table import KINDS, nature_of
from schemas.catalogue.words import KINDS as CONTRACTS

VERIFIER = "monitoring.verify"
ROOM = f"{VERIFIER}.recount.kinds"
#: What belongs to no single kind.
SHARED = {f"{ROOM}.{name}" for name in ("shape", "table", "target")}
#: Words of the one kind of order that there is.
ORDERS = {"FREEZE", "CONTINUE", "UNFREEZE", "SEAL", "RENEW", "UNSEAL"}


def each_kind() -> list[str]:
    """The modules of the kinds."""
    return [name for name in modules() if name.startswith(f"{ROOM}.") and name not in SHARED]


def texts(module: Module) -> Iterator[str]:
    """Every text in its code, without docstrings."""
    said = {
        id(node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_every_contract_has_its_module() -> None:
    """There are as many modules as kinds of events, and the table has them all."""
    assert KINDS.keys() == set(CONTRACTS)
    assert len(each_kind()) == len(CONTRACTS)
    assert set(each_kind()) <= own_imports(modules()[f"{ROOM}.table"])


def test_the_table_alone_knows_the_modules() -> None:
    """Nothing else of the verifier, and no other kind, imports the module of a kind."""
    wrong = [
        f"{module.place} imports {target}"
        for name, module in modules().items()
        if name != f"{ROOM}.table"
        for target in own_imports(module) & set(each_kind())
    ]
    assert wrong == []


def test_nobody_else_names_a_kind() -> None:
    """Outside their own modules no kind, none of its triggers and no word of an order is named."""
    triggers = {kind.trigger for kind in KINDS.values() if kind.trigger}
    names = KINDS.keys() | ORDERS | triggers
    wrong = [
        f"{module.place} names {text}"
        for name, module in modules().items()
        if name.startswith(VERIFIER) and name not in each_kind()
        for text in texts(module)
        if text in names or text.startswith(tuple(f"{trigger}/" for trigger in triggers))
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_it_says_what_its_nature_needs(kind: Kind) -> None:
    """An attachment does something and grounds nothing; all others can ground a measure."""
    assert (kind.deed is not None) == (kind.nature is Nature.ATTACHMENT)
    assert (kind.trigger == "") == (kind.nature is Nature.ATTACHMENT)
    assert kind.deed is not Deed.WITHDRAWS


def test_a_trigger_has_the_nature_of_its_kind() -> None:
    """Triggers of the catalogue are known by their first word, and others are of no kind."""
    assert nature_of("order/SEAL") is Nature.ORDER
    assert nature_of("judgment-default") is Nature.FACT
    assert nature_of("") is nature_of("gift/X") is None


@pytest.mark.parametrize(
    ("word", "act", "triggers"),
    [
        ("RENEW", OrderAct.EXTENDS, ("order/SEAL",)),
        ("UNFREEZE", OrderAct.ENDS, ("order/FREEZE",)),
        ("UNKNOWN", None, ()),
    ],
)
def test_words_of_orders(word: str, act: OrderAct | None, triggers: tuple[str, ...]) -> None:
    """An order has the triggers of what it opens, extends or ends; one without a word has none."""
    kind, said = KINDS["EnforcementOrder"], {"order": word, "addressee": "bank"}
    assert kind.order(said).act is act
    assert kind.triggers(said) == triggers
