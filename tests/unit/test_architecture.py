"""The shape of the code: stages in order, a pure line, edges where they are named."""

import ast

import pytest
from imports import PACKAGES, ROOT, Module, imported_names, modules, own_imports, reached_from

from streams.kinds.table import KINDS

#: Below the stages: what they all speak of.
BASE = "kinds"
STAGES = ("accept", "identify", "merge", "pool", "rule", "send", "track", "unwind", "wiring")

CLIENTS = {
    "aiohttp",
    "aiokafka",
    "confluent_kafka",
    "httpx",
    "kafka",
    "psycopg",
    "requests",
    "yoyo",
}
FRAMEWORKS = {"fastapi", "faust", "mode", "prometheus_client", "starlette", "typer", "uvicorn"}
SYSTEM = {"asyncio", "filelock", "logging", "os", "signal", "socket", "subprocess", "tempfile"}
CHANCE = {"random", "secrets", "threading", "time"}

#: Outside `wiring` the line knows no clock, no environment, no network, no process, no chance.
WORLD = CLIENTS | FRAMEWORKS | SYSTEM | CHANCE
NOW = {"now", "utcnow", "today", "uuid1", "uuid4", "open"}

WORKER = "streams.worker"

#: What makes events of its own accord, and what recounts without the line.
NAMING_KINDS = ("streams.operate.load", "streams.operate.importing", "monitoring.verify")

#: Names that say nothing about what is inside.
EMPTY_WORDS = ("common", "helper", "helpers", "manager", "misc", "util", "utils")

LINE_LIMIT = 300


def _stage(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "streams" and len(parts) > 1 and parts[1] in STAGES else None


def _line() -> list[Module]:
    return [
        module
        for module in modules().values()
        if module.name.startswith("streams") and _stage(module.name) != "wiring"
    ]


def test_stages_are_in_the_order_of_the_data() -> None:
    """Sorted by name, the folders of `streams` are the stages in the data's order."""
    folders = {
        path.name for path in (ROOT / "streams").iterdir() if (path / "__init__.py").exists()
    }
    assert folders <= {BASE, *STAGES}
    assert list(STAGES) == sorted(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_earlier_stages_only(stage: str) -> None:
    """Nothing that a stage imports, directly or through others, belongs to a later stage."""
    later = set(STAGES[STAGES.index(stage) + 1 :])
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if _stage(name) == stage
        for target in sorted(reached_from(name))
        if _stage(target) in later
    ]
    assert wrong == []


def test_kinds_are_below_the_stages() -> None:
    """What an event is knows the contracts and the catalogue, and no stage."""
    wrong = [
        f"{module.place} imports {target}"
        for module in modules().values()
        if module.name.startswith(f"streams.{BASE}")
        for target in own_imports(module)
        if not target.startswith(("schemas", f"streams.{BASE}"))
    ]
    assert wrong == []


def test_no_kind_is_named_outside_its_module() -> None:
    """The line goes by the table and by natures: a new kind changes none of its modules."""
    rooms = {kind.body.__module__ for kind in KINDS.values()}
    assert len(rooms) == len(KINDS)
    own = (f"streams.{BASE}.", *NAMING_KINDS)
    wrong = [
        f"{module.place} names {name}"
        for module in modules().values()
        if module.name.startswith("streams") and not module.name.startswith(own)
        for name in sorted(_words(module.tree) & KINDS.keys() | own_imports(module) & rooms)
    ]
    assert wrong == []


def _words(tree: ast.Module) -> set[str]:
    """Every name and every text of a module."""
    return {
        word
        for node in ast.walk(tree)
        for word in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "value", ""))
        if isinstance(word, str)
    }


def test_nothing_outside_imports_the_wiring() -> None:
    """The line's modules beside the stages do not know the wiring either."""
    wrong = [m.place for m in _line() if any(_stage(t) == "wiring" for t in own_imports(m))]
    assert wrong == []


def test_the_line_is_pure() -> None:
    """Outside `wiring` nothing is imported that reads or changes the world."""
    wrong = [
        f"{module.place} imports {name}"
        for module in _line()
        for name in imported_names(module)
        if name.partition(".")[0] in WORLD
    ]
    assert wrong == []


def test_the_line_is_told_the_time() -> None:
    """Outside `wiring` nobody asks a clock, draws an identifier or opens a file."""
    wrong = [
        f"{module.place}:{node.lineno} {called}"
        for module in _line()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and (called := _world_call(node.func))
    ]
    assert wrong == []


def _world_call(function: ast.expr) -> str | None:
    """`datetime.now`, `date.today`, `uuid4`, `open` — but not a method of the same name."""
    if isinstance(function, ast.Name) and function.id in NOW:
        return function.id
    if (
        isinstance(function, ast.Attribute)
        and function.attr in NOW
        and isinstance(function.value, ast.Name)
        and function.value.id in {"datetime", "date", "uuid"}
    ):
        return f"{function.value.id}.{function.attr}"
    return None


@pytest.mark.parametrize(
    ("package", "foreign"),
    [
        ("schemas", ("connectors", "streams", "monitoring")),
        ("monitoring", ("connectors", "schemas", "streams")),
        ("connectors", ("streams.accept", "streams.merge", "streams.rule", "streams.send")),
    ],
)
def test_packages_depend_in_one_direction(package: str, foreign: tuple[str, ...]) -> None:
    """Contracts know nobody, metrics know nobody, and connectors use contracts, not the line."""
    wrong = [
        f"{module.place} imports {target}"
        for module in modules().values()
        if module.name.partition(".")[0] == package
        for target in own_imports(module)
        if target.startswith(foreign)
    ]
    assert wrong == []


def test_channels_import_contracts_alone() -> None:
    """Who reaches partners knows the contracts, and neither the line nor its wiring."""
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if name.startswith("connectors.channels")
        for target in sorted(reached_from(name))
        if not target.startswith(("connectors.channels", "schemas")) and target != "connectors"
    ]
    assert wrong == []


def test_no_stage_knows_a_channel() -> None:
    """The line decides the same whichever channel a partner has; only the wiring asks it."""
    wrong = [m.place for m in _line() if any("connectors" in t for t in own_imports(m))]
    assert wrong == []


def test_channels_are_known_by_their_port_alone() -> None:
    """Nothing of `streams` names a channel, nor imports one's module: who sends asks the port."""
    named = {"TOPIC", "WEBHOOK", "FOLDER"}
    modules_of = {f"connectors.channels.{name.lower()}" for name in named}
    wrong = [
        f"{module.place}: {what}"
        for module in modules().values()
        # The recount is told nothing by the sender, and reads the catalogue by itself.
        if module.name.startswith("streams") and not module.name.startswith("monitoring.verify")
        for what in (*(_channels_named(module) & named), *(own_imports(module) & modules_of))
    ]
    assert wrong == []


def _channels_named(module: Module) -> set[str]:
    """What is read off `Channel`, under whatever name it is imported."""
    return {
        node.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and ast.unparse(node.value).rpartition(".")[2] == "Channel"
    }


def test_verification_shares_nothing_with_the_line() -> None:
    """`hub verify` recounts on its own: it reaches no stage and no module of the line."""
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if name.startswith("monitoring.verify")
        for target in sorted(reached_from(name))
        if target.startswith("streams.") and _stage(target) != "wiring"
    ]
    assert wrong == []


def test_nobody_imports_the_worker_process() -> None:
    """Who needs the deciding takes it without lock, source and loop; only the start is named."""
    outside = [m for m in modules().values() if not m.name.startswith(WORKER)]
    wrong = [
        f"{module.place} imports {target}"
        for module in outside
        for target in own_imports(module)
        if target.startswith(WORKER)
    ]
    assert wrong == []
    naming = {m.place for m in outside if WORKER in m.path.read_text("utf-8")}
    assert naming == {"streams/operate/supervise/children.py"}


def test_no_import_cycles() -> None:
    """No module reaches itself."""
    assert [name for name in modules() if name in reached_from(name)] == []


def test_nothing_happens_on_import() -> None:
    """A module only defines; commands are put together in the folder of the command line."""
    wrong = [
        f"{module.place}:{node.lineno}"
        for module in modules().values()
        if not module.name.startswith("streams.operate.cli")
        for node in module.tree.body
        if isinstance(node, (ast.For, ast.While, ast.With))
        or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant))
    ]
    assert wrong == []


def test_modules_are_short() -> None:
    """No source file, also of the tests, is longer than 300 lines."""
    folders = (*PACKAGES, "deploy", "tests")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in files}
    assert [f"{p.relative_to(ROOT)} {n}" for p, n in lengths.items() if n > LINE_LIMIT] == []


def test_names_say_something() -> None:
    """No module or class is called utils, helpers, manager or common."""
    modules_named = [m.place for m in modules().values() if _is_empty(m.name.rpartition(".")[2])]
    classes_named = [
        f"{module.place} {node.name}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and _is_empty(node.name)
    ]
    assert modules_named + classes_named == []


def _is_empty(name: str) -> bool:
    return name.lower().strip("_").endswith(EMPTY_WORDS)


def test_every_package_says_what_it_is() -> None:
    """Every module begins with a docstring."""
    assert [m.place for m in modules().values() if not ast.get_docstring(m.tree)] == []
